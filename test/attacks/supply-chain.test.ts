import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Name, version and the rest of everything that a lock file brings from elsewhere. */
function lockedIn(path: string): (Locked & { name: string })[] {
  const { packages } = JSON.parse(read(path)) as { packages: Record<string, Locked> };
  return Object.entries(packages)
    .filter(([place, { link }]) => place.includes("node_modules/") && !link)
    .map(([place, one]) => ({ ...one, name: place.replace(/^.*node_modules\//, "") }));
}

const FOLDERS = ["", "bench/", "bench/peers/chat/"];
const REGISTRY = "https://registry.npmjs.org/";
/** What may bring a script for its installation. None runs: .npmrc says so. */
const WITH_SCRIPT = ["@apollo/protobufjs", "@parcel/watcher", "@swc/core", "bcrypt", "esbuild"];
/** The oldest without the faults that the threat model knows of. */
const FLOORS: Readonly<Record<string, string>> = {
  "@apollo/server": "5.5.1",
  bcrypt: "6.0.0",
  busboy: "1.6.0",
  cloudinary: "2.7.0",
  graphql: "16.15.0",
  "graphql-upload-ts": "2.2.0",
  "graphql-ws": "6.4.2",
  jsonwebtoken: "9.0.3",
  jws: "3.2.3",
  mongoose: "9.9.2",
  nodemailer: "9.0.5",
  "object-path": "0.11.8",
  "engine.io": "6.4.2",
  "socket.io": "4.6.2",
  "socket.io-parser": "4.2.3",
  ws: "8.21.0",
};
const ABSENT = ["multer", "image-size", "subscriptions-transport-ws", "request"];

function isOlder(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split(/[.-]/).map(Number));
  for (const at of [0, 1, 2]) if (a?.[at] !== b?.[at]) return (a?.[at] ?? 0) < (b?.[at] ?? 0);
  return false;
}

test.each(FOLDERS)(
  "A-67: %spackage-lock.json takes packages from the registry, by their hash",
  (folder) => {
    const locked = lockedIn(`${folder}package-lock.json`);
    expect(locked.length).toBeGreaterThan(100);
    const strange = locked.filter(
      ({ resolved = REGISTRY, integrity = "", version = "" }) =>
        !resolved.startsWith(REGISTRY) || !integrity.startsWith("sha512-") || !/^\d/.test(version),
    );
    expect(strange.map(({ name }) => name)).toEqual([]);
  },
);

test.each(FOLDERS)(
  "A-67: what %spackage.json asks for is a version, never an address",
  (folder) => {
    const { dependencies, devDependencies } = JSON.parse(read(`${folder}package.json`)) as Locked;
    const asked = Object.entries({ ...dependencies, ...devDependencies });
    expect(asked.filter(([, range]) => !/^[\^~]?\d+\.\d+/.test(range) && range !== "*")).toEqual(
      [],
    );
  },
);

test("A-67: no script of a package runs at its installation, and few packages bring one", () => {
  const bringing = FOLDERS.flatMap((folder) => lockedIn(`${folder}package-lock.json`))
    .filter(({ hasInstallScript }) => hasInstallScript)
    .map(({ name }) => name);
  expect([...new Set(bringing)].sort()).toEqual(WITH_SCRIPT);
  for (const file of [".npmrc", "bench/.npmrc"])
    expect(read(file)).toMatch(/^ignore-scripts=true$/m);
  for (const file of [".npmrc", "bench/.npmrc"]) expect(read(file)).not.toMatch(/registry/);
});

test("A-67: nothing that the server runs on is older than the repair of a known fault", () => {
  const locked = lockedIn("package-lock.json");
  const old = locked.filter(({ name, version }) =>
    isOlder(version ?? "0", FLOORS[name] ?? "0.0.0"),
  );
  expect(old.map(({ name, version }) => `${name} ${version}`)).toEqual([]);
  const names = new Set(locked.map(({ name }) => name));
  expect(Object.keys(FLOORS).filter((name) => !names.has(name))).toEqual([]);
  expect(ABSENT.filter((name) => names.has(name))).toEqual([]);
  // For what speaks the replaced chat's events, beside the server.
  const { dependencies = {} } = JSON.parse(read("package.json")) as Locked;
  expect(dependencies).not.toHaveProperty(["socket.io"]);
});

test("A-67: the bill of materials tells what the server runs on from what it is tested with", () => {
  const text = execFileSync("npm", ["run", "--silent", "sbom"], {
    ...{ cwd: root, encoding: "utf8", maxBuffer: 50_000_000 },
  });
  const { bomFormat, components } = JSON.parse(text) as {
    bomFormat: string;
    components: { name: string; version: string; scope: string }[];
  };
  expect(bomFormat).toBe("CycloneDX");
  const scopes = new Map(
    components.map(({ name, version, scope }) => [`${name}@${version}`, scope]),
  );
  const locked = lockedIn("package-lock.json");
  const scopesOf = (wanted: string): unknown[] =>
    locked
      .filter(({ name }) => name === wanted)
      .map(({ name, version }) => scopes.get(`${name}@${version}`));
  const { dependencies = {} } = JSON.parse(read("package.json")) as Locked;
  expect(Object.keys(dependencies).length).toBeGreaterThan(20);
  for (const name of Object.keys(dependencies))
    expect([name, scopesOf(name)]).toEqual([name, expect.arrayContaining(["required"])]);
  expect(scopesOf("jest")).toEqual(["optional"]);
});
