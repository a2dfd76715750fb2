// Workshops, from planning to the minutes, and what happens to a line between the keyboard and the database.

import type { Page } from "@playwright/test";
import { LOOKS } from "../support/check.ts";
import { expectMistake, submit } from "../support/form.ts";
import { type Visitor, get, invite, post } from "../support/people.ts";
import type { Server } from "../support/program.ts";
import { expect, writing } from "../support/test.ts";
import { watch } from "../support/watch.ts";

const HOST = { role_facilitator: "on" };
const PLAN = { title: "Wohnsitz im Kreis Kelheim", held_on: "23.11.2026", body_0: "09273", members_0: "on" };

/** A facilitator, and where a workshop that is planned already is. */
const test = writing.extend<{ host: Visitor; workshop: string; capture: string; open: (as: Visitor) => Promise<Page> }>({
  host: async ({ server, admin }, use) => use(await invite(server, admin, "moderation@lagebild.example", HOST)),
  visitor: async ({ host }, use) => use(host),
  workshop: async ({ server, host }, use) => use(await plan(server, host)),
  capture: async ({ workshop }, use) => use(`${workshop}/erfassen`),
  // A browser that may lose its connection, which the others here would complain about.
  open: async ({ browser, baseURL, javaScriptEnabled }, use) => {
    const opened: (() => Promise<void>)[] = [];
    await use(async (visitor) => {
      const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: javaScriptEnabled ?? true });
      await context.addCookies(visitor.cookies);
      const problems = watch(context, baseURL!);
      opened.push(async () => {
        await context.close();
        expect(problems.filter((problem) => !problem.includes("net::ERR_"))).toEqual([]);
      });
      return context.newPage();
    });
    for (const close of opened) await close();
  },
});

async function plan(server: Server, { cookies }: Visitor): Promise<string> {
  const answer = await post(server, "/workshops/neu", PLAN, cookies);
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get("location")!, server.url).pathname;
}

/** Types a line and sends it with Enter, without waiting for anything. */
async function type(page: Page, words: string): Promise<void> {
  const field = page.getByLabel("Was wurde gesagt?");
  await field.fill(words);
  await field.press("Enter");
}

/** What stands below the form, the newest first. */
function entries(page: Page) {
  return page.locator("#eintraege .lb-entry__words");
}

function unsent(page: Page) {
  return page.locator("#ungesendet li");
}

function state(page: Page) {
  return page.locator("#erfassen-stand").getByRole("status");
}

/** How many lines the browser still keeps. */
function kept(page: Page): Promise<number> {
  return page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("lagebild.erfassen.")).length);
}

/** The words of all findings of a workshop, as the server has them. */
async function written(server: Server, workshop: string, { cookies }: Visitor): Promise<string[]> {
  const list = await (await get(server, `${workshop}/eintraege`, cookies)).text();
  return [...list.matchAll(/class="lb-entry__words">([^<]*)</g)].map((match) => match[1]!);
}

test("a workshop is planned, led, written down and closed", async ({ page, forEverybody }) => {
  await page.goto("/workshops");
  await forEverybody("Workshops", LOOKS);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("link", { name: "Workshop planen" }).click();
  await page.getByLabel("Titel", { exact: true }).fill("Wohnsitz <b>im Kreis</b> Kelheim");
  await page.getByLabel("Tag", { exact: true }).fill("23.11.2026");
  await page.getByLabel("Beginn").fill("09:30");
  await page.getByLabel("Ende").fill("12:00");
  await page.getByLabel("1. Behörde").fill("Landkreis Kelheim");
  await page.getByLabel("mit allen Kommunen").first().check();
  await page.getByLabel("2. Behörde").fill("Markt Meitingen");
  expect(await submit(page, "Planen")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "geplant" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Beteiligte" })).toContainText("eine Behörde, 25 Kommunen");
  const workshop = new URL(page.url()).pathname;

  expect(await submit(page, "Beginnen")).toBe(303);
  await page.getByRole("link", { name: "Erkenntnisse erfassen" }).click();
  await expect(page.getByLabel("Was wurde gesagt?")).toBeFocused();
  await page.getByLabel("Art", { exact: true }).selectOption("Frage");
  await page.getByLabel("Kriterium", { exact: true }).selectOption({ index: 3 });
  await type(page, "Wer <i>zahlt</i>?");
  await expect(entries(page)).toHaveText(["Wer <i>zahlt</i>?"]);
  // The choice stays for the next line; a line may say otherwise for itself.
  await expect(page.getByLabel("Was wurde gesagt?")).toBeFocused();
  await expect(page.getByLabel("Was wurde gesagt?")).toHaveValue("");
  await expect(page.getByLabel("Art", { exact: true })).toHaveValue("question");
  await type(page, "/e /1 Gemeinsam getestet");
  await expect(entries(page)).toHaveText(["Gemeinsam getestet", "Wer <i>zahlt</i>?"]);
  await expect(page.locator("#eintraege > li").first()).toContainText(/Erfolgsfaktor\s*Personal/);
  await expect(page.locator("#eintraege > li").last()).toContainText(/Frage\s*Konnektivität/);
  await page.getByText("Leistungen, Orte, Schwere und Empfehlung angeben").click();
  await page.getByLabel("Wohnsitz anmelden").check();
  await page.getByLabel("1. Behörde oder Kommune").fill("Markt Meitingen");
  await page.getByLabel("Wie sehr hindert es?").selectOption("bremst");
  await page.getByLabel("Was wäre zu tun?").fill("Früh schulen");
  await type(page, "/h Niemand ist geschult");
  const first = page.locator("#eintraege > li").first();
  for (const said of ["bremst", "Wohnsitz anmelden", "Markt Meitingen", "Früh schulen"]) {
    await expect(first).toContainText(said);
  }
  await expect(page.getByLabel("Wohnsitz anmelden"), "what belongs to one line is empty again").not.toBeChecked();
  await forEverybody("Erkenntnisse erfassen", LOOKS);

  await page.goto(workshop);
  await expect(page.getByText("Aufgeschrieben: ein Hindernis, ein Erfolgsfaktor, eine Frage.")).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await submit(page, "Abschließen")).toBe(303);
  await page.getByRole("link", { name: "Nachtragen" }).click();
  await type(page, "Noch etwas");
  await expect(page.locator("#eintraege > li").first()).toContainText("nachgetragen");
  await page.goto(workshop);
  await forEverybody("Wohnsitz <b>im Kreis</b> Kelheim", LOOKS);
  await page.goto("/workshops");
  await expect(page.getByRole("region", { name: "Vergangen" }).locator("tbody tr")).toContainText(/Kelheim.*4$/);
});

test("what cannot be is refused, and what was typed stays", async ({ page, forEverybody }) => {
  await page.goto("/workshops/neu");
  await page.getByLabel("Titel", { exact: true }).fill("ä".repeat(5_000));
  await page.getByLabel("Tag", { exact: true }).fill("23.11.2026");
  await page.getByLabel("Beginn").fill("12:00");
  await page.getByLabel("Ende").fill("09:30");
  await page.getByLabel("1. Behörde").fill("Wolkenkuckucksheim");
  expect(await submit(page, "Planen")).toBe(422);
  await expectMistake(page, "Titel", "Der Text hat 5.000 Zeichen, möglich sind 200.");
  await expect(page.getByRole("alert")).toContainText("Das Ende liegt vor dem Beginn.");
  await expect(page.getByRole("alert")).toContainText("Diese Behörde gibt es im Register nicht.");
  await expect(page.getByLabel("1. Behörde")).toHaveValue("Wolkenkuckucksheim");
  await forEverybody("Workshop planen");
});

test("two write at once and see each other's lines", async ({ page, newBrowser, server, admin, workshop, capture }) => {
  const other = await newBrowser(await invite(server, admin, "zweite@lagebild.example", HOST));
  await page.goto(capture);
  await other.goto(capture);
  for (let line = 1; line <= 3; line += 1) {
    await Promise.all([type(page, `Erste ${line}`), type(other, `Zweite ${line}`)]);
    // Without JavaScript each line is a page of its own.
    await Promise.all([page, other].map((one) => expect(one.getByLabel("Was wurde gesagt?")).toHaveValue("")));
    await expect(entries(page).filter({ hasText: `Erste ${line}` })).toHaveCount(1);
    await expect(entries(other).filter({ hasText: `Zweite ${line}` })).toHaveCount(1);
  }
  const reload = page.getByRole("link", { name: "Neu laden, um zu sehen, was andere geschrieben haben" });
  if (await reload.isVisible()) await reload.click();
  for (let line = 1; line <= 3; line += 1) {
    await expect(entries(page).filter({ hasText: `Zweite ${line}` })).toHaveCount(1);
  }
  await page.goto(workshop);
  await expect(page.getByText("Aufgeschrieben: 6 Hindernisse.")).toBeVisible();
});

test("a form that is sent twice makes one line", async ({ page, server, host, workshop, capture }) => {
  await page.goto(capture);
  const key = await page.locator("#erfassen [name=key]").getAttribute("value");
  const fields = { key: key!, kind: "obstacle", words: "Einmal" };
  for (const _ of [1, 2]) expect((await post(server, capture, fields, host.cookies)).status).toBe(303);
  expect(await written(server, workshop, host)).toEqual(["Einmal"]);
});

test.describe("without JavaScript", () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled !== false, "the browser part sends again by itself");

  test("60 lines of two people survive a server that is killed in between", async ({
    open,
    program,
    server,
    host,
    admin,
    workshop,
    capture,
  }) => {
    test.slow();
    const pages = [await open(host), await open(await invite(server, admin, "zweite@lagebild.example", HOST))];
    for (const page of pages) await page.goto(capture);
    const LINES = 30;
    let again: Server | undefined;
    try {
      for (let line = 1; line <= LINES; line += 1) {
        // Both send at once; in the middle nobody answers, and they send the same form again.
        if (line === LINES / 2) await server.kill();
        const sent = await Promise.all(pages.map((page, who) => send(page, `${who}-${line}.`)));
        expect(sent).toEqual(line === LINES / 2 ? [false, false] : [true, true]);
        if (line !== LINES / 2) continue;
        again = await program.serve(server.database, "--listen", new URL(server.url).host);
        // A browser that still shows its own page of what went wrong is not to be asked yet.
        for (const page of pages) await expect(() => page.reload()).toPass();
      }
      const expected = [0, 1].flatMap((who) => Array.from({ length: LINES }, (_, line) => `${who}-${line + 1}.`));
      expect((await written(again!, workshop, host)).toSorted()).toEqual(expected.toSorted());
    } finally {
      await again?.stop();
    }
  });

  /** Sends a line and waits for the page that follows; false: nobody answers. */
  async function send(page: Page, words: string): Promise<boolean> {
    await page.getByLabel("Was wurde gesagt?").fill(words);
    const failed = page.waitForEvent("requestfailed", (request) => request.method() === "POST").then(() => false);
    const shown = entries(page).filter({ hasText: words }).waitFor().then(() => true);
    await page.getByLabel("Was wurde gesagt?").press("Enter", { noWaitAfter: true });
    const answered = await Promise.race([failed, shown]);
    for (const other of [failed, shown]) other.catch(() => undefined);
    return answered;
  }
});

test.describe("with JavaScript", () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, "without it every line is a page of its own");

  test("a dead connection loses nothing", async ({ open, host, server, workshop, capture }) => {
    const page = await open(host);
    await page.goto(capture);
    await expect(state(page)).toContainText("Alles gespeichert", { useInnerText: true });
    await page.context().setOffline(true);
    await type(page, "<img src=x onerror=alert(1)>");
    await expect(unsent(page)).toContainText("noch nicht gesendet");
    await type(page, "/e Zweite");
    await expect(unsent(page).locator("span")).toHaveText(["/e Zweite", "<img src=x onerror=alert(1)>"]);
    await expect(page.getByLabel("Was wurde gesagt?")).toBeFocused();
    await expect(state(page)).toContainText("2 Zeilen noch nicht gesendet", { useInnerText: true });
    await expect(state(page)).toContainText("Keine Verbindung.", { useInnerText: true });
    expect(await written(server, workshop, host)).toEqual([]);

    await page.context().setOffline(false);
    await expect(entries(page)).toHaveText(["Zweite", "<img src=x onerror=alert(1)>"]);
    await expect(unsent(page)).toHaveCount(0);
    await expect(state(page)).toHaveText("Alles gespeichert", { useInnerText: true });
    expect(await kept(page)).toBe(0);
  });

  test("a reload finds what is not sent, and two tabs double nothing", async ({
    open,
    host,
    server,
    workshop,
    capture,
  }) => {
    const page = await open(host);
    await page.goto(capture);
    await page.route("**/erfassen", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
    for (const words of ["Eins", "Zwei", "Drei"]) await type(page, words);
    await expect(unsent(page)).toHaveCount(3);
    await page.reload();
    await expect(unsent(page)).toHaveCount(3);
    const second = await page.context().newPage();
    await Promise.all([page.unroute("**/erfassen"), second.goto(capture)]);
    for (const tab of [page, second]) {
      await expect(unsent(tab)).toHaveCount(0);
      await expect(entries(tab)).toHaveText(["Drei", "Zwei", "Eins"]);
    }
    expect(await written(server, workshop, host)).toHaveLength(3);
  });

  test("a line that is refused says why, and is corrected", async ({ page, server, host, workshop, capture }) => {
    await page.goto(capture);
    const long = "ä".repeat(5_000);
    await type(page, long);
    await expect(unsent(page)).toContainText("Der Text hat 5.000 Zeichen, möglich sind 4.000. Kürzen Sie ihn.");
    await type(page, "Die nächste wartet nicht");
    await expect(entries(page)).toHaveText(["Die nächste wartet nicht"]);
    await expect(state(page)).toContainText("1 Zeile noch nicht gesendet", { useInnerText: true });
    await page.getByLabel("Was wurde gesagt?").fill("Gerade getippt");
    await unsent(page).getByRole("button", { name: "Korrigieren" }).click();
    await expect(page.getByLabel("Was wurde gesagt?")).toHaveValue(long);
    await expect(entries(page).first(), "what stood in the field is kept").toHaveText("Gerade getippt");
    await type(page, "Gekürzt");
    await expect(entries(page).first()).toHaveText("Gekürzt");
    expect((await written(server, workshop, host)).toReversed()).toEqual([
      "Die nächste wartet nicht",
      "Gerade getippt",
      "Gekürzt",
    ]);
    expect(await kept(page)).toBe(0);
  });

  test("whoever is signed out goes on writing, and signs in beside", async ({ open, host, capture }) => {
    const page = await open(host);
    await page.goto(capture);
    await expect(state(page)).toContainText("Alles gespeichert", { useInnerText: true });
    await page.context().clearCookies();
    await type(page, "Noch da");
    await expect(state(page)).toContainText("Sie sind nicht mehr angemeldet.", { useInnerText: true });
    await expect(unsent(page)).toContainText("Noch da");
    await page.context().addCookies(host.cookies);
    await expect(entries(page)).toHaveText(["Noch da"]);
    await expect(state(page)).toHaveText("Alles gespeichert", { useInnerText: true });
  });

  test("what somebody else has typed in this browser is not sent", async ({ open, host, server, admin, capture }) => {
    const page = await open(host);
    await page.goto(capture);
    await page.context().setOffline(true);
    await type(page, "Von der Ersten");
    await expect(unsent(page)).toHaveCount(1);
    await page.context().clearCookies();
    await page.context().addCookies((await invite(server, admin, "zweite@lagebild.example", HOST)).cookies);
    await page.goto("about:blank");
    await page.context().setOffline(false);
    await page.goto(capture);
    await expect(state(page)).toHaveText("Alles gespeichert", { useInnerText: true });
    await expect(unsent(page)).toHaveCount(0);
    expect(await kept(page), "it waits for whoever typed it").toBe(1);
  });

  test("60 lines of two people survive a server that is killed in between", async ({
    open,
    program,
    server,
    host,
    admin,
    workshop,
    capture,
  }) => {
    test.slow();
    const pages = [await open(host), await open(await invite(server, admin, "zweite@lagebild.example", HOST))];
    for (const page of pages) await page.goto(capture);
    const LINES = 30;
    const lines = (who: number): string[] => Array.from({ length: LINES }, (_, line) => `${who}-${line + 1}.`);
    const typing = pages.map(async (page, who) => {
      for (const words of lines(who)) await type(page, words);
    });
    // In the middle of it: some lines are on their way, some not yet typed.
    await expect(entries(pages[0]!).nth(5)).toBeVisible();
    await server.kill();
    await Promise.all(typing);
    for (const page of pages) await expect(unsent(page).first()).toBeVisible();
    const again = await program.serve(server.database, "--listen", new URL(server.url).host);
    try {
      for (const page of pages) {
        await expect(state(page)).toHaveText("Alles gespeichert", { useInnerText: true, timeout: 30_000 });
        await expect(entries(page)).toHaveCount(2 * LINES);
        expect(await kept(page)).toBe(0);
      }
      const found = await written(again, workshop, host);
      expect(found.toSorted()).toEqual([...lines(0), ...lines(1)].toSorted());
      // Each one's lines stand in the order in which they were typed.
      for (const who of [0, 1]) {
        expect(found.toReversed().filter((words) => words.startsWith(`${who}-`))).toEqual(lines(who));
      }
    } finally {
      await again.stop();
    }
  });
});
