import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "./button.js";
import { uiTexts } from "../texts/ui.js";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Where one is: another place is tried without being asked. */
  readonly place?: string;
}

interface ErrorBoundaryState {
  readonly error: unknown;
  readonly place: string | undefined;
}

/** What fails to draw takes nothing else with it, and can be tried again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error ?? new Error("Something was thrown that is nothing.") };
  }

  static getDerivedStateFromProps(
    { place }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return place === state.place ? null : { place, error: null };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    console.error("A part of the page could not be drawn.", error, componentStack);
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Broken onRetry={() => this.setState({ error: null })} />;
  }
}

interface BrokenProps {
  readonly title?: string;
  readonly onRetry: () => void;
  readonly children?: ReactNode;
}

export function Broken({ title, onRetry, children }: BrokenProps) {
  return (
    <section className="main centered broken" role="alert">
      <h2>{title ?? uiTexts.somethingWentWrongHere}</h2>
      <p className="muted">{children ?? uiTexts.tryAgainOrReloadThePage}</p>
      <div className="row">
        <Button kind="primary" onClick={onRetry}>
          {uiTexts.tryAgain}
        </Button>
        <Button onClick={() => window.location.reload()}>{uiTexts.reload}</Button>
      </div>
    </section>
  );
}
