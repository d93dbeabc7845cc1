import type { ApiPages } from "../api/use-api-pages.js";
import { Button } from "./button.js";
import { ErrorNotice } from "./notice.js";
import { uiTexts } from "../texts/ui.js";

type ShowMoreProps = Pick<ApiPages<unknown>, "loadMore" | "loadingMore" | "error">;

/** Under a list that is loaded page by page. */
export function ShowMore({ loadMore, loadingMore, error }: ShowMoreProps) {
  if (!loadMore && !loadingMore) return null;
  return (
    <div className="show-more">
      <ErrorNotice error={error} />
      <Button small busy={loadingMore} onClick={() => loadMore?.()}>
        {uiTexts.showMore}
      </Button>
    </div>
  );
}
