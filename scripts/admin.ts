import { runMaintenance } from "./maintenance.js";

runMaintenance("admin");
