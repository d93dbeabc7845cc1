import { ErasureSweeper } from "../account/erasure/erasure-sweeper.js";
import { Erasure } from "../account/erasure/erasure.model.js";
import { ErasureService, type ErasureDependencies } from "../account/erasure/erasure.service.js";
import type { Mongo } from "../adapters/mongo.js";

export interface ErasuresDependencies extends Omit<ErasureDependencies, "erasures"> {
  readonly mongo: Mongo;
  /** Told when an account was not erased to the end: it is tried again. */
  readonly onFault: (error: unknown) => void;
}

/** The end of an account, and what carries it through. */
export function createErasures({ mongo, onFault, ...deps }: ErasuresDependencies): {
  readonly erasure: ErasureService;
  readonly sweeper: ErasureSweeper;
} {
  const erasures = mongo.model(Erasure, "Erasure", "erasures");
  const erasure = new ErasureService({ ...deps, erasures });
  return { erasure, sweeper: new ErasureSweeper(erasure, onFault) };
}
