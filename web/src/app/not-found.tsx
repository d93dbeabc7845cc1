import { Empty } from "../ui/notice.js";

/** For addresses that are none of this app's. */
export function NotFound() {
  return (
    <main className="not-found">
      <Empty
        icon="search"
        title="There is nothing at this address"
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
