import { EventPlaces } from "./event-places.js";
import { FrameWriter } from "./frame-writer.js";
import type { Log } from "./template.types.js";

/** Where the events of one stream go. A line before each tells how far its reader has come. */
export class EventWriter extends FrameWriter {
  private places: EventPlaces | null = null;

  override begin(places: ReadonlyMap<string, number>, { only }: { readonly only: boolean }): void {
    this.places = new EventPlaces(places, only);
    const { id } = this.places;
    // An id without data makes no event, and is what a client names that was cut before the first.
    if (id !== null) this.send(Buffer.from(`id: ${id}\n\n`));
  }

  override placeLine(log: Log, position: number): Buffer | null {
    if (!this.places || log === null) return null;
    this.places.move(String(log), position);
    const { id } = this.places;
    return id === null ? null : Buffer.from(`id: ${id}\n`);
  }
}
