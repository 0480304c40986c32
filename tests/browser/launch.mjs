// The browser that looks at pages.
import { chromium } from "playwright-core";

/** A browser for tests alone: no sandbox, since it may run as root, and no requests of its own. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--no-first-run",
];

/** Starts it. CHROMIUM names the browser; /usr/bin/chromium otherwise. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
}
