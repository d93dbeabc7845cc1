import { Empty } from "../ui/notice.js";
import { uiTexts } from "../texts/ui.js";

/** For addresses that are none of this app's. */
export function NotFound() {
  return (
    <main className="not-found">
      <Empty
        icon="search"
        title={uiTexts.pageNotFound}
        action={
          <a className="button" data-kind="primary" href="/">
            {uiTexts.openConfab}
          </a>
        }
      >
        {uiTexts.checkTheAddressOrStartFrom}
      </Empty>
    </main>
  );
}
