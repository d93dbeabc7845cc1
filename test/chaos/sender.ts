import { setTimeout as sleep } from "node:timers/promises";
import {
  ConversationDocument,
  SendMessageDocument,
  type SendMessageMutation,
} from "../generated/graphql.js";
import type { Person } from "../support/people.js";
import { attempt, type Caller, type Operation, type Outcome } from "./attempt.js";
import { Changer } from "./changer.js";
import type { Pace } from "./pace.js";
import type { History, Send } from "./history.js";
import type { NodeProcess } from "./node-process.js";
import type { Room } from "./population.js";

/** What comes after a message. */
const NEXT = ["nothing", "edit", "react", "react", "delete", "repeat", "look"] as const;

interface Written {
  readonly send: Send;
  readonly room: Room;
}

export interface SenderOptions {
  readonly name: string;
  readonly person: Person;
  readonly rooms: readonly Room[];
  readonly pace: Pace;
  readonly caller: Caller;
  readonly history: History;
  /** Called with the node of each acknowledgement. */
  readonly onAck: (node: number) => void;
}

/** A client that writes: patient, impatient, forgetful, and sometimes twice. */
export class Sender {
  private count = 0;
  private stopping = false;
  private gaveUp = false;
  private readonly rooms: Room[];
  private readonly changer: Changer;

  constructor(private readonly options: SenderOptions) {
    this.rooms = [...options.rooms];
    this.changer = new Changer(options, () => this.gaveUp);
  }

  /** Ends after `stop`, when the last message is settled, or after `giveUp`. */
  async run(): Promise<void> {
    const { pace, caller } = this.options;
    const { random } = caller;
    while (!this.stopping && this.rooms.length > 0) {
      await sleep(random.between(...pace.thinkMs));
      if (!this.stopping) await this.write(random.pick(this.rooms));
    }
  }

  stop(): void {
    this.stopping = true;
  }

  giveUp(): void {
    this.stopping = true;
    this.gaveUp = true;
  }

  private async write(room: Room): Promise<void> {
    const { random } = this.options.caller;
    const send = this.invoke(room);
    const hurry = random.chance(0.2);
    if (hurry) this.note(send, ...(await this.once(send, random.between(1, 40))));
    send.abandoned = hurry && send.answers.length === 0 && random.chance(0.3);
    if (send.abandoned) return;
    await this.settle(send);
    if (send.refusal) this.rooms.splice(this.rooms.indexOf(room), 1);
    else await this.follow(random.pick(NEXT), { send, room });
  }

  private async follow(next: (typeof NEXT)[number], { send, room }: Written): Promise<void> {
    if (next === "edit") await this.changer.edit(send);
    if (next === "react") await this.changer.react(room);
    if (next === "delete") await this.changer.delete(send);
    if (next === "repeat") await this.settle(send);
    if (next === "look") await this.look(room);
  }

  private invoke(room: Room): Send {
    const { name, person, history } = this.options;
    const key = `${name}-${(this.count += 1)}-${room.id}`;
    const send: Send = {
      key,
      userId: person.id,
      conversationId: room.id,
      body: `${key} says “hello” 👋`,
      invokedAt: performance.now(),
      answers: [],
      unknown: 0,
      refusal: null,
      abandoned: false,
      edited: null,
    };
    history.sends.push(send);
    return send;
  }

  private async once(
    send: Send,
    limitMs?: number,
  ): Promise<[NodeProcess, Outcome<SendMessageMutation>]> {
    const { caller } = this.options;
    const node = caller.random.pick(caller.nodes);
    return [node, await attempt(caller, node, this.operation(send), limitMs)];
  }

  private operation({ conversationId, key: clientMessageId, body }: Send) {
    const variables = { input: { conversationId, clientMessageId, body } };
    return this.ask(SendMessageDocument, variables);
  }

  private ask<R, V>(document: Operation<R, V>["document"], variables: V): Operation<R, V> {
    return { document, variables, token: this.options.person.token };
  }

  /** Tries until it is known what became of it: also once more where that is known already. */
  private async settle(send: Send): Promise<void> {
    for (const before = send.answers.length; !send.refusal && !this.gaveUp;) {
      this.note(send, ...(await this.once(send)));
      if (send.answers.length > before) return;
      await sleep(this.options.caller.random.between(50, 200));
    }
  }

  private note(send: Send, node: NodeProcess, outcome: Outcome<SendMessageMutation>): void {
    if (outcome.kind === "unknown") send.unknown += 1;
    else if (outcome.kind === "refused") send.refusal = outcome.code;
    else {
      const { id, seq } = outcome.data.sendMessage.message;
      send.answers.push({ at: performance.now(), node: node.index, id, seq });
      this.options.onAck(node.index);
    }
  }

  private async look({ id: conversationId }: Room): Promise<void> {
    const { caller, person, history } = this.options;
    const invokedAt = performance.now();
    const node = caller.random.pick(caller.nodes);
    const outcome = await attempt(
      caller,
      node,
      this.ask(ConversationDocument, { id: conversationId }),
    );
    const lastSeq = outcome.kind === "ok" ? outcome.data.conversation?.lastSeq : undefined;
    if (lastSeq === undefined) return;
    history.glances.push({
      userId: person.id,
      conversationId,
      node: node.index,
      invokedAt,
      lastSeq,
    });
  }
}
