import { useCallback, useEffect, useState, type ComponentType } from "react";
import { Broken } from "../ui/error-boundary.js";
import { Loading } from "../ui/notice.js";
import { loadChunk } from "./chunk.js";
import { uiTexts } from "../texts/ui.js";

interface LazyPart<Props> {
  (props: Props): React.JSX.Element;
  /** Loads it before it is wanted, so that it is there without a connection. */
  readonly preload: () => void;
}

type State<Props> =
  | { readonly at: "loading" }
  | { readonly at: "failed" }
  | { readonly at: "ready"; readonly Part: ComponentType<Props> };

/** Unlike React's own lazy, this one can be tried again after it has failed. */
export function lazyPart<Props extends object>(
  name: string,
  load: () => Promise<ComponentType<Props>>,
): LazyPart<Props> {
  let loaded: ComponentType<Props> | null = null;
  const get = async (): Promise<ComponentType<Props>> => (loaded ??= await load());

  function Lazy(props: Props) {
    const [state, setState] = useState<State<Props>>(
      loaded ? { at: "ready", Part: loaded } : { at: "loading" },
    );
    const start = useCallback(() => {
      setState({ at: "loading" });
      loadChunk(name, get).then(
        (Part) => setState({ at: "ready", Part }),
        () => setState({ at: "failed" }),
      );
    }, []);
    const { at } = state;
    useEffect(() => {
      if (at === "loading") start();
    }, [at, start]);
    useEffect(() => {
      if (at !== "failed") return;
      window.addEventListener("online", start);
      return () => window.removeEventListener("online", start);
    }, [at, start]);
    if (state.at === "ready") return <state.Part {...props} />;
    if (state.at === "loading") return <Loading />;
    return (
      <Broken title={uiTexts.thisPartCouldNotBeLoaded} onRetry={start}>
        {uiTexts.checkYourConnectionItIsTried}
      </Broken>
    );
  }
  return Object.assign(Lazy, {
    preload: () => void get().catch(() => undefined),
  });
}
