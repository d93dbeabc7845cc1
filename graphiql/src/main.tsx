import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./theme.css";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import { Authorization } from "./authorization";
import { createFetcher } from "./fetcher";
import welcome from "./welcome.graphql?raw";

const authorization = new Authorization();
const fetcher = createFetcher(new URL("/graphql", location.href).href, authorization);
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={[{ query: welcome.replaceAll("{origin}", location.origin) }]}
    // A further tab starts empty.
    defaultQuery=""
    defaultEditorToolsVisibility="headers"
    onEditHeaders={(text) => authorization.edit(text)}
    // Survives a reload and reaches a second window; the settings of the page turn it off.
    shouldPersistHeaders
  >
    <GraphiQL.Logo>
      <span className="confab-logo">
        <img src="/icon.svg" alt="" width={28} height={28} />
        Confab
      </span>
    </GraphiQL.Logo>
  </GraphiQL>,
);
