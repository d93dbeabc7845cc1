import { Empty } from "../ui/notice.js";

/** For addresses that are none of this app's. */
export function NotFound() {
  return (
    <main className="not-found">
      <Empty
        icon="search"
        title="Page not found"
        action={
          <a className="button" data-kind="primary" href="/">
            Open Confab
          </a>
        }
      >
        Check the address, or start from your conversations.
      </Empty>
    </main>
  );
}
