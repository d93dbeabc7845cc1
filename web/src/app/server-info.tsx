import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { confab } from "../api/confab.js";
import { ServerInfoDocument, type Feature, type ServerInfoQuery } from "../gql/graphql.js";

type ServerInfo = ServerInfoQuery["serverInfo"];

const Context = createContext<ServerInfo | null>(null);

/** Limits and features; what waits for them works with null until they are there. */
export function ServerInfoProvider({ children }: { readonly children: ReactNode }) {
  const [info, setInfo] = useState<ServerInfo | null>(null);
  useEffect(() => {
    if (info) return;
    const ask = (): void =>
      void confab.request(ServerInfoDocument, {}).then(
        ({ serverInfo }) => setInfo(serverInfo),
        () => undefined,
      );
    ask();
    // Asked again when there is a connection, and once by whoever comes back to the page.
    const stop = confab.onStatus((status) => status === "connected" && ask());
    window.addEventListener("online", ask);
    return () => {
      stop();
      window.removeEventListener("online", ask);
    };
  }, [info]);
  return <Context.Provider value={info}>{children}</Context.Provider>;
}

export function useLimits(): ServerInfo["limits"] | null {
  return useContext(Context)?.limits ?? null;
}

/** Until it is known that there is none, people get a form. */
export function useOffered(feature: Feature): boolean {
  return useContext(Context)?.features.includes(feature) ?? true;
}

export function useProviders(): ServerInfo["identityProviders"] {
  return useContext(Context)?.identityProviders ?? [];
}

export function useFeature(feature: Feature): boolean {
  return useContext(Context)?.features.includes(feature) ?? false;
}
