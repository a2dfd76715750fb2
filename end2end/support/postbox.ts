import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A letter as it arrived. */
export interface Arrived {
  /** To whom the mail server was told to bring it. */
  recipients: string[];
  mail: Email;
  /** Every byte of it. */
  source: string;
}

/** A mail server on a free port that keeps what it gets. */
export class Postbox {
  readonly letters: Arrived[] = [];
  readonly #server: SMTPServer;

  private constructor(refused: ReadonlySet<string>) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onRcptTo: ({ address }, _, done) => {
        if (refused.has(address)) done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
        else done();
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const source = Buffer.concat(chunks);
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          PostalMime.parse(source).then((mail) => {
            this.letters.push({ recipients, mail, source: source.toString() });
            done();
          }, done);
        });
      },
    });
  }

  /** Takes letters to everybody but the `refused`. */
  static async start(refused: string[] = []): Promise<Postbox> {
    const postbox = new Postbox(new Set(refused));
    const listener = postbox.#server.listen(0, "127.0.0.1");
    await once(listener, "listening");
    return postbox;
  }

  /** What the product has to be told. */
  get settings(): Record<string, string> {
    const { port } = this.#server.server.address() as AddressInfo;
    return { LAGEBILD_SMTP_URL: `smtp://127.0.0.1:${port}`, LAGEBILD_MAIL_FROM: "Lagebild <lagebild@land.example>" };
  }

  /** The letters to somebody, the oldest first. */
  to(address: string): Arrived[] {
    return this.letters.filter(({ recipients }) => recipients.includes(address));
  }

  stop(): Promise<void> {
    return new Promise((done) => this.#server.close(done));
  }
}
