import { AppError } from "../../platform/core/errors.js";

/** Reads what may be refused: null, and the loss is noted. */
export function losing(losses: string[]) {
  return <T>(read: () => T, loss: string): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      losses.push(loss);
      return null;
    }
  };
}
