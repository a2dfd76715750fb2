import { type Page, test as base, expect } from "@playwright/test";
import { type Look, SOME_LOOKS, expectForEverybody } from "./check.ts";
import { CLUSTER, type Database, type Engine, create } from "./database.ts";
import { type Visitor, invite, setUp, signIn } from "./people.ts";
import { Program, type Server } from "./program.ts";
import { watch } from "./watch.ts";

/** The day of the demonstration: texts that name days stay the same whenever the tests run. */
export const TODAY = "2026-11-23";

/** What every test of a worker shares. */
interface Shared {
  program: Program;
  /** Demonstration data to copy; no server runs on it. */
  told: Database;
  /** A server on it. Only for tests that change nothing. */
  demo: Server;
  /** Somebody who is signed in there, once for all tests: signing in is throttled. */
  visitors: (who: Demonstrator) => Promise<Visitor>;
}

/** Whose accounts the demonstration has. */
export type Demonstrator = "admin" | "lead" | "contact" | "kreis" | "facilitator" | "viewer";

/** What each test has for itself. */
interface Own {
  /** As whom the test looks at the demonstration; null: nobody is signed in. */
  as: Demonstrator | null;
  /** Whom the browser of the test belongs to. */
  visitor: Visitor | null;
  /** Environment variables of the servers that the test starts. */
  environment: Record<string, string>;
  /** Origins besides the product's where its pages may send the browser. */
  others: string[];
  /** Opens another browser, of the same kind: somebody's, or that of nobody who is signed in. */
  newBrowser: (visitor?: Visitor) => Promise<Page>;
  /**
   * Creates a database, empty or like `template`, an SQLite file. Skips the test where there is no PostgreSQL to
   * create one in.
   */
  newDatabase: (engine?: Engine, template?: string) => Promise<string>;
  /** Starts a server, stopped at the end of the test. */
  serve: (database: string, ...args: string[]) => Promise<Server>;
  /** The page with this heading can be used by everybody, at any size and, unless told otherwise, in some looks. */
  forEverybody: (heading: string | RegExp, looks?: Look[]) => Promise<void>;
}

/** Tests that only read: their pages come from the shared server with demonstration data. */
export const test = base.extend<Own, Shared>({
  program: [
    async ({}, use) => {
      const program = await Program.install();
      await use(program);
      await program.uninstall();
    },
    { scope: "worker" },
  ],
  told: [
    async ({ program }, use) => {
      const database = await create("sqlite");
      await program.succeed(database.url, "demo", "--today", TODAY);
      await use(database);
      await database.remove();
    },
    { scope: "worker" },
  ],
  demo: [
    async ({ program, told }, use) => {
      const database = await create("sqlite", told.url);
      const server = await program.serve(database.url, "--today", TODAY);
      await use(server);
      await server.stop();
      await database.remove();
    },
    { scope: "worker" },
  ],
  environment: async ({}, use) => use({}),
  others: async ({}, use) => use([]),
  visitors: [
    async ({ demo }, use) => {
      const known = new Map<Demonstrator, Promise<Visitor>>();
      await use((who) => {
        const visitor = known.get(who) ?? signIn(demo, `${who}@demo.example`);
        known.set(who, visitor);
        return visitor;
      });
    },
    { scope: "worker" },
  ],
  newDatabase: async ({}, use, testInfo) => {
    const databases: Database[] = [];
    await use(async (engine = "sqlite", template?: string) => {
      if (engine === "postgres" && CLUSTER === undefined) {
        console.error("LAGEBILD_TEST_POSTGRES nennt keinen Cluster: PostgreSQL bleibt ungeprüft");
        testInfo.skip();
      }
      const database = await create(engine, template);
      databases.push(database);
      return database.url;
    });
    await Promise.all(databases.map((database) => database.remove()));
  },
  serve: async ({ program, environment, newDatabase }, use, testInfo) => {
    // Databases are removed after the servers on them have stopped.
    void newDatabase;
    const servers: Server[] = [];
    await use(async (database, ...args) => {
      const server = await program.with(environment).serve(database, ...args);
      servers.push(server);
      return server;
    });
    for (const server of servers) {
      await server.stop();
      if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("stderr", { body: server.log });
    }
  },
  forEverybody: async ({ page, javaScriptEnabled }, use) => {
    await use((heading, looks = SOME_LOOKS) =>
      // Where JavaScript is off, axe does not run either.
      expectForEverybody(page, heading, javaScriptEnabled === false ? [] : looks),
    );
  },
  baseURL: async ({ demo }, use) => use(demo.url),
  as: [null, { option: true }],
  visitor: async ({ as, visitors }, use) => use(as === null ? null : await visitors(as)),
  // What a test sends past its pages is sent by the same browser.
  request: async ({ context }, use) => use(context.request),
  context: async ({ context, baseURL, others, visitor }, use) => {
    if (visitor !== null) await context.addCookies(visitor.cookies);
    const problems = watch(context, baseURL!, ...others);
    await use(context);
    expect(problems, "nothing for the browser to complain about").toEqual([]);
  },
  newBrowser: async ({ browser, baseURL, javaScriptEnabled }, use) => {
    const opened: { close: () => Promise<void>; problems: string[] }[] = [];
    await use(async (visitor) => {
      const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: javaScriptEnabled ?? true });
      if (visitor !== undefined) await context.addCookies(visitor.cookies);
      opened.push({ close: () => context.close(), problems: watch(context, baseURL!) });
      return context.newPage();
    });
    for (const { close, problems } of opened) {
      await close();
      expect(problems, "nothing for another browser to complain about").toEqual([]);
    }
  },
});

/**
 * Tests that write: each has a server and an empty database of its own, and a contact who acts for every authority
 * of the Land.
 */
export const writing = test.extend<{ server: Server; admin: Visitor; contact: Visitor }>({
  server: async ({ newDatabase, serve }, use) => use(await serve(await newDatabase())),
  admin: async ({ server }, use) => use(await setUp(server)),
  contact: async ({ server, admin }, use) => use(await invite(server, admin, "kontakt@lagebild.example")),
  visitor: async ({ contact }, use) => use(contact),
  baseURL: async ({ server }, use) => use(server.url),
});

/** Tests that write into a demonstration: each has a copy of it with a server of its own. */
export const playing = test.extend<{ server: Server }>({
  server: async ({ told, serve }, use) => {
    const database = await create("sqlite", told.url);
    const server = await serve(database.url, "--today", TODAY);
    await use(server);
    await server.stop();
    await database.remove();
  },
  visitor: async ({ as, server }, use) => use(as === null ? null : await signIn(server, `${as}@demo.example`)),
  baseURL: async ({ server }, use) => use(server.url),
});

export { expect };
