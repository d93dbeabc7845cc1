import { createCompat } from "./server.mjs";

const { CONFAB_URL, CONFAB_KEY, COMPAT_PORT, PREFIX_FOR_SERVER } = process.env;
const confabUrl = CONFAB_URL || "http://localhost:4000/graphql";
const compat = createCompat({
  confabUrl,
  key: CONFAB_KEY || null,
  ...(PREFIX_FOR_SERVER && { servicePrefix: PREFIX_FOR_SERVER }),
});
const port = await compat.listen(Number(COMPAT_PORT || 3000));
console.log(`The old routes and events: http://localhost:${port}, for ${confabUrl}`);
if (!CONFAB_KEY)
  console.log(
    "Without CONFAB_KEY friends are asked first: see compat/README.md for how to make one.",
  );
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void compat.stop().then(() => process.exit(0)));
