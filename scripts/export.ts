import { runMaintenance } from "./maintenance.js";

runMaintenance("export");
