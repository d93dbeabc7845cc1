import type { Model } from "mongoose";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import { checkedJson } from "../../platform/core/checked-json.js";
import type { JsonObject } from "../../platform/core/json-object.js";
import { readMetadata } from "../../platform/core/metadata.js";
import type { MessageType } from "./message-type.model.js";
import { checkSchema } from "./schema-rules.js";
import type { Shape, Shapes } from "./shape.js";

const NAME = /^[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)*$/;
const NAME_MAX_CHARS = 60;
const MAX_TYPES = 100;
const SCHEMA_BOUNDS = { maxBytes: 8_192, maxLevels: 16 };

/** The kinds of messages of an app's own, which the database says for all nodes. */
export class MessageTypes {
  /** By the text of the schema, which says all there is: no node goes by an old one. */
  private readonly compiled = new Map<string, Shape>();

  constructor(
    private readonly rows: Model<MessageType>,
    private readonly shapes: Shapes,
  ) {}

  async all(): Promise<MessageType[]> {
    return this.rows.find().sort({ _id: 1 }).lean();
  }

  /** Registered again, a type is what was said last; messages that are there stay as they are. */
  async register(
    name: string,
    { schema, membersMayPatch }: { readonly schema: JsonObject; readonly membersMayPatch: boolean },
  ): Promise<MessageType> {
    if (name.length > NAME_MAX_CHARS || !NAME.test(name))
      throw badInput(
        "name",
        `Such as shop.order: at most ${NAME_MAX_CHARS} of a-z, 0-9, . _ and -.`,
      );
    const text = checkedJson(schema, "schema", SCHEMA_BOUNDS);
    checkSchema(schema, "schema", this.shapes.isLinear);
    try {
      this.shapeOf(text);
    } catch (error) {
      throw badInput("schema", error instanceof Error ? error.message : "That is no schema.");
    }
    if (!(await this.rows.exists({ _id: name })) && (await this.rows.countDocuments()) >= MAX_TYPES)
      throw new AppError(ErrorCode.LIMIT_REACHED, `At most ${MAX_TYPES} types.`, {
        limit: MAX_TYPES,
      });
    const type = { schema: text, membersMayPatch };
    await this.rows.updateOne({ _id: name }, { $set: type }, { upsert: true });
    return { _id: name, ...type };
  }

  /** As it is now. */
  async find(name: string): Promise<MessageType | null> {
    if (name.length > NAME_MAX_CHARS || !NAME.test(name)) return null;
    return this.rows.findById(name).lean();
  }

  /** Throws BAD_USER_INPUT with the path of what is not as the schema says. */
  requireShape({ _id, schema }: MessageType, value: JsonObject, field: string): void {
    const misfit = this.shapeOf(schema)(value);
    if (!misfit) return;
    throw badInput([field, ...misfit.path].join("."), `As ${_id}: ${misfit.message}.`);
  }

  private shapeOf(text: string): Shape {
    const known = this.compiled.get(text);
    if (known) return known;
    const shape = this.shapes.compile(readMetadata(text) ?? {});
    if (this.compiled.size >= MAX_TYPES) this.compiled.clear();
    this.compiled.set(text, shape);
    return shape;
  }
}
