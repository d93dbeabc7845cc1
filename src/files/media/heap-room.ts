import { setFlagsFromString } from "node:v8";

let uploads = 0;

/**
 * Runs an upload with room on the heap: it may double before it is collected as a whole. V8 lets a
 * heap that grows slowly grow by a tenth, and counts the bytes of a body that comes in: each upload
 * of 20 MB had everything marked. At all times, so large a heap would cost messages a tenth of
 * their throughput.
 */
export async function withHeapRoom<T>(upload: () => Promise<T>): Promise<T> {
  uploads += 1;
  if (uploads === 1) setFlagsFromString("--heap-growing-percent=100");
  try {
    return await upload();
  } finally {
    uploads -= 1;
    if (uploads === 0) setFlagsFromString("--heap-growing-percent=0");
  }
}
