import { runMaintenance } from "./maintenance.js";

runMaintenance("import");
