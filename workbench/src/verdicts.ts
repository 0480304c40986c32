// The verdicts of ingredients in words and signs: those of the program's reports.

import type { IngredientVerdict } from "./wire.js";

export const VERDICTS: Record<IngredientVerdict, { word: string; sign: string }> = {
  met: { word: "Met", sign: "●" },
  partly_met: { word: "Partly met", sign: "◐" },
  missing: { word: "Missing", sign: "○" },
  unanswered: { word: "Unanswered", sign: "–" },
};
