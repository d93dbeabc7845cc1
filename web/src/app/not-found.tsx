import { Empty } from "../ui/notice.js";
import { appTexts } from "../texts/app.js";

/** For addresses that are none of this app's. */
export function NotFound() {
  return (
    <main className="not-found">
      <Empty
        icon="search"
        title={appTexts.pageNotFound}
        action={
          <a className="button" data-kind="primary" href="/">
            {appTexts.openConfab}
          </a>
        }
      >
        {appTexts.checkTheAddressOrStartFrom}
      </Empty>
    </main>
  );
}
