// What people look for, and what must be among the first three results. Pages come and go; the topic stays: each of
// `says` has to be found in the title or the text of one and the same entry.
export const QUESTIONS = [
  { words: "lone wroker", says: [/lone worker policy/i], first: "checklists/governance.html#governance.link_workers.lone_worker_policy" },
  { words: "community connector", says: [/without clinical training|link worker/i], first: "glossary.html#link_worker" },
  { words: "Care Navigators", says: [/link worker/i], first: "glossary.html#link_worker" },
  { words: "link worker", says: [/link worker/i], first: "glossary.html#link_worker" },
  { words: "unincorporated group paid", says: [/unincorporated|group/i, /grant/i, /agreement|spot purchase/i] },
  { words: "what may an unincorporated group be paid with", says: [/unincorporated|group/i, /grant/i, /agreement|spot purchase/i] },
  { words: "external evaluation how long before first participant", says: [/weeks/i, /first participant/i] },
  { words: "how long does an external evaluation take before the first participant", says: [/weeks/i, /first participant/i] },
  { words: "home visit policy", says: [/home visits/i, /lone worker policy/i] },
  { words: "which policy does a home visit need", says: [/home visits/i, /lone worker policy/i] },
  { words: "unincorperated", says: [/unincorporated/i] },
  { words: "CCG", says: [/integrated care board/i], first: "glossary.html#clinical_commissioning_group" },
  { words: "GDPR", says: [/GDPR/] },
];
