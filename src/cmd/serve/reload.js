// Shows each new state of the handbook while `sp-plan serve` runs. A page may not connect to anything, so the question
// whether there is something new is a script that the server answers when there is.
(function () {
  "use strict";

  // How long to wait before a server that gave no answer is asked again, in milliseconds.
  const PAUSE = 1000;

  // How often it may give no answer before that is said on the page.
  const PATIENCE = 2;

  const own = new URL(document.currentScript.src);
  const site = own.searchParams.get("site");
  let state = "";
  let asked = 0;
  let unanswered = 0;
  let asking = true;

  /** Asks what is shown, once at a time, and only while somebody looks: a browser has few connections to give. */
  function ask() {
    if (asking || document.hidden) return;
    asking = true;
    asked += 1;
    const question = document.createElement("script");
    question.src = new URL(`changes.js?after=${state}&n=${asked}`, own);
    question.addEventListener("load", () => {
      unanswered = 0;
      question.remove();
      asking = false;
      ask();
    });
    question.addEventListener("error", () => {
      unanswered += 1;
      question.remove();
      if (unanswered === PATIENCE) {
        say("status", "sp-plan serve has ended", "This page is as it was then. Start it again to see changes.");
      }
      setTimeout(() => {
        asking = false;
        ask();
      }, PAUSE);
    });
    document.head.append(question);
  }

  /** Shows a message above the page, or takes it away when there is none. */
  function say(role, title, text) {
    document.getElementById("sp-plan-message")?.remove();
    if (text === null) return;
    const box = document.createElement("div");
    box.id = "sp-plan-message";
    box.setAttribute("role", role);
    document.body.prepend(box);
    const heading = document.createElement("p");
    const words = document.createElement("pre");
    const hide = document.createElement("button");
    heading.textContent = title;
    words.textContent = text;
    words.tabIndex = 0;
    hide.textContent = "Hide this message";
    hide.type = "button";
    hide.addEventListener("click", () => box.remove());
    box.append(heading, words, hide);
  }

  document.addEventListener("sp-plan-shown", (event) => {
    const shown = event.detail;
    if (shown.site !== site) {
      location.reload();
      return;
    }
    if (shown.state === state) return;
    state = shown.state;
    say("alert", "The handbook could not be built. This page is as it was before.", shown.fault);
  });

  /** A script that is asked for while a page loads would keep it loading until the answer comes. */
  function begin() {
    setTimeout(() => {
      asking = false;
      ask();
    });
  }

  document.addEventListener("visibilitychange", ask);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
