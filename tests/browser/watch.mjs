// What a page does while it is looked at: messages in the console, and requests.

/** Starts to watch a page. `root` is the address below which the site's own files are. */
export function watch(page, root) {
  const faults = [];
  const files = [];
  page.on("console", (message) => {
    faults.push(`the console says (${message.type()}): ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.push(`a script failed: ${error.message}`));
  page.on("request", (request) => {
    const address = request.url();
    if (address.startsWith(`${root}/`)) files.push(decodeURIComponent(address.slice(root.length + 1).split(/[?#]/)[0]));
    // Pictures inside a style, and files that the page itself offers, are not fetched from anywhere.
    else if (!address.startsWith("data:") && !address.startsWith("blob:")) {
      faults.push(`it asks for ${address}, which is not a file of the site`);
    }
  });
  page.on("requestfailed", (request) => {
    // A page that is left while it still loads something gives that up; what is not there fails in another way.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    faults.push(`it asks for ${request.url()} and cannot get it: ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`it asks for ${response.url()} and gets status ${response.status()}`);
  });
  return {
    /** The faults since the last call. */
    take: () => faults.splice(0),
    /** The files of the site that were asked for since the last call, the page itself among them. */
    files: () => files.splice(0),
  };
}
