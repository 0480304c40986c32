// Sound HTML, as html-validate reads it: https://html-validate.org
import { HtmlValidate } from "html-validate";

/** What the HTML standard asks, and what html-validate knows of documents and accessibility. */
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:document"],
  rules: {
    // A page that is opened from a folder is refused files with `integrity`: a browser may not read them to compare.
    "require-sri": "off",
  },
});

/**
 * Faults in the text of a page.
 * @param {string} text
 * @returns {Promise<string[]>} faults in words
 */
export async function valid(text) {
  const { results } = await validator.validateString(text);
  const messages = results.flatMap((result) => result.messages);
  return messages.slice(0, 5).map(({ ruleId, message, line }) => `html-validate ${ruleId}: ${message} (line ${line})`);
}
