import { errorText } from "../api/error-text.js";
import type { Timeline } from "../state/timeline.js";
import { Button } from "../ui/button.js";
import { messagesTexts } from "../texts/messages.js";

interface TimelineEdgeProps {
  readonly timeline: Timeline;
  readonly onRetry: () => void;
}

/** Over the end at which more is being loaded, or could not be. */
export function TimelineEdge({ timeline, onRetry }: TimelineEdgeProps) {
  const { loading, failed, error, messages } = timeline;
  const part = loading ?? failed;
  if (part === null || messages.length === 0) return null;
  return (
    <div className="timeline-edge" data-part={part} role="status">
      {loading && <span className="spinner" aria-hidden="true" />}
      {loading && <span className="visually-hidden">{messagesTexts.loadingMessages}</span>}
      {failed && error && (
        <>
          <span>{errorText(error)}</span>
          <Button small onClick={onRetry}>
            {messagesTexts.tryAgain}
          </Button>
        </>
      )}
    </div>
  );
}
