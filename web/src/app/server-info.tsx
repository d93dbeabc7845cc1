import { createContext, useContext, type ReactNode } from "react";
import { useApiQuery } from "../api/use-api-query.js";
import { ServerInfoDocument, type Feature, type ServerInfoQuery } from "../gql/graphql.js";

type ServerInfo = ServerInfoQuery["serverInfo"];

const Context = createContext<ServerInfo | null>(null);

/** Limits and features; what waits for them works with null until they are there. */
export function ServerInfoProvider({ children }: { readonly children: ReactNode }) {
  const { data } = useApiQuery(ServerInfoDocument, {});
  return <Context.Provider value={data?.serverInfo ?? null}>{children}</Context.Provider>;
}

export function useLimits(): ServerInfo["limits"] | null {
  return useContext(Context)?.limits ?? null;
}

export function useFeature(feature: Feature): boolean {
  return useContext(Context)?.features.includes(feature) ?? false;
}
