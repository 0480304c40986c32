// The script of the results page: it waits for the plan that the workbench script hands over.

import { startResultsPage } from "./results/results_page.js";

window.sp_plan_results = startResultsPage;
