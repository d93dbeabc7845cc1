/**
 * How a node is run: by `npm start`, in the image, in benchmarks. A message lives for a few turns of
 * the event loop: with young space for them fewer are copied to the old one
 * (docs/decisions/0198-space-for-short-lives.md).
 */
export const NODE_FLAGS = ["--enable-source-maps", "--max-semi-space-size=32"] as const;
