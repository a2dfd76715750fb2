import type { Page } from "@playwright/test";
import { LOOKS, SOME_LOOKS, expectNoBarriers } from "../support/check.ts";
import { submit } from "../support/form.ts";
import { type Demonstrator, expect, test } from "../support/test.ts";

const SIEGENBURG = "/kommunen/092735218/leistungen/wohnsitzanmeldung";

/** As long as what stands in links, and in none of them. */
const NOTHING = "0".repeat(64);

/** A page, how to get there, and what answers. */
interface Shown {
  name: string;
  /** Who looks at it; nobody who is signed in otherwise. */
  as?: Demonstrator;
  /** An address, or what to do until the page is there. */
  open: string | ((page: Page) => Promise<number>);
  status?: number;
  heading: string | RegExp;
  /** It differs little from another page. */
  isLikeAnother?: true;
}

const PAGES: Shown[] = [
  { name: "Lagebild", open: "/", heading: "Wo steht Bayern?" },
  {
    name: "Lagebild eines Tages und Bezirks",
    open: "/?gemessen=behoerden&leistung=bauen&gebiet=092&stand=2026-06-30",
    heading: "Wo steht Niederbayern?",
  },
  { name: "Lagebild mit unbrauchbarer Auswahl", open: "/?stand=2027-01-01&gebiet=99", heading: "Wo steht Bayern?" },
  { name: "Leistungen", open: "/leistungen", heading: "Leistungen" },
  { name: "Wohnsitzanmeldung", open: "/leistungen/wohnsitzanmeldung", heading: /Wohnsitz/ },
  { name: "Führerschein", open: "/leistungen/fuehrerschein", heading: /Führerschein/, isLikeAnother: true },
  { name: "Aufenthaltstitel", open: "/leistungen/aufenthaltstitel", heading: /Aufenthalt/, isLikeAnother: true },
  { name: "Bauen", open: "/leistungen/bauen", heading: /Bau/ },
  { name: "Bauvorbescheid", open: "/leistungen/bauvorbescheid", heading: /Bauvorbescheid/, isLikeAnother: true },
  { name: "Baugenehmigung", open: "/leistungen/baugenehmigung", heading: /Baugenehmigung/, isLikeAnother: true },
  { name: "Waffenrecht", open: "/leistungen/waffenrecht", heading: /[Ww]affen/, isLikeAnother: true },
  { name: "Zusagen", open: "/zusagen", heading: "Zugesagte Starttermine" },
  {
    name: "Veränderung mit Zeilen",
    open: "/bruecke?leistung=wohnsitzanmeldung&teil=neu",
    heading: "Was sich verändert hat",
  },
  { name: "Karte", open: "/karte?leistung=wohnsitzanmeldung&zeige=stand", heading: "Karte" },
  { name: "Kommunen", open: "/kommunen", heading: "Kommunen" },
  {
    name: "Kommunen mit Filtern",
    open: "/kommunen?suche=neu&leistung=wohnsitzanmeldung&bezirk=091&groesse=bis-5000&pilot=nein",
    heading: "Kommunen",
  },
  { name: "Kommunen, eine hintere Seite", open: "/kommunen?sortierung=menschen&seite=20", heading: "Kommunen" },
  { name: "Kommunen, nichts gefunden", open: "/kommunen?suche=Entenhausen", heading: "Kommunen" },
  { name: "Kommune", open: "/kommunen/091840139139", heading: "Gemeinde Pullach i.Isartal" },
  { name: "Verwaltungsgemeinschaft", open: "/kommunen/092735218", heading: "VG Siegenburg" },
  { name: "Landkreis", open: "/kommunen/09273", heading: "Landkreis Kelheim" },
  { name: "kreisfreie Stadt", open: "/kommunen/097610000000", heading: "Stadt Augsburg" },
  { name: "Große Kreisstadt mit geteilter Aufgabe", open: "/kommunen/095750153153", heading: /Neustadt/ },
  { name: "Regierungsbezirk", open: "/kommunen/092", heading: "Niederbayern" },
  { name: "Land", open: "/kommunen/09", heading: "Bayern" },
  {
    name: "Landkreis, vom Kontakt gesehen",
    as: "kreis",
    open: "/kommunen/09273",
    heading: "Landkreis Kelheim",
    isLikeAnother: true,
  },
  { name: "Statusformular", as: "kreis", open: SIEGENBURG, heading: /^Stand melden:/ },
  {
    name: "Statusformular mit geteilter Aufgabe, von der Projektleitung gesehen",
    as: "lead",
    open: "/kommunen/095750153153/leistungen/baugenehmigung",
    heading: /^Stand melden:/,
  },
  { name: "abgelehntes Statusformular", as: "kreis", open: rejected, status: 422, heading: /^Stand melden:/ },
  { name: "Widerspruch zweier Fassungen", as: "kreis", open: stale, status: 409, heading: /^Stand melden:/ },
  { name: "zu große Eingabe", as: "kreis", open: tooLarge, status: 413, heading: "Die Eingabe ist zu groß" },
  { name: "abgelaufene Sitzung", as: "kreis", open: tooLate, status: 403, heading: "Ihre Sitzung ist abgelaufen" },
  { name: "Rücknahme", as: "kreis", open: retraction, heading: "Eintrag zurücknehmen" },
  {
    name: "abgelehnte Rücknahme",
    as: "kreis",
    open: rejectedRetraction,
    status: 422,
    heading: "Eintrag zurücknehmen",
  },
  {
    name: "nicht zuständig",
    as: "kreis",
    open: "/kommunen/092735218172/leistungen/wohnsitzanmeldung",
    status: 404,
    heading: /ist nicht zuständig$/,
  },
  { name: "unbekannte Seite", open: "/gibt/es/nicht", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "unbekannter Schlüssel", open: "/kommunen/09999999", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "unbekannte Leistung", open: "/leistungen/angeln", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "Was entscheidet", open: "/kriterien", heading: "Was entscheidet" },
  { name: "Hebel", open: "/hebel", heading: "Wo Handeln am meisten bewegt" },
  { name: "Wellenplan", open: "/hebel/wellen", heading: "Wellenplan" },
  { name: "Hindernisse", open: "/hindernisse", heading: "Hindernisse" },
  {
    name: "Hindernisse mit Filtern",
    open: "/hindernisse?nach=kreis&zustand=alle&sortierung=frist&gebiet=091",
    heading: "Hindernisse",
  },
  { name: "Hindernisse, nichts gefunden", open: "/hindernisse?am-zug=ministry&gebiet=09273", heading: "Hindernisse" },
  { name: "Hindernis", as: "lead", open: blocker, heading: /./ },
  { name: "Hindernis melden", as: "kreis", open: "/hindernisse/neu", heading: "Hindernis melden" },
  {
    name: "Hindernis melden, von der Projektleitung gesehen",
    as: "lead",
    open: "/hindernisse/neu?auswahl=ja&leistung=wohnsitzanmeldung&gebiet=091",
    heading: "Hindernis melden",
  },
  { name: "abgelehntes Hindernis", as: "lead", open: rejectedBlocker, status: 422, heading: "Hindernis melden" },
  {
    name: "Hindernis bearbeiten",
    as: "lead",
    open: (page) => ofBlocker(page, "Angaben ändern"),
    heading: "Angaben ändern",
  },
  {
    name: "Hindernis betrifft weitere",
    as: "lead",
    open: (page) => ofBlocker(page, "Betrifft weitere Behörden"),
    heading: "Wen hält es noch auf?",
  },
  { name: "unbekanntes Hindernis", open: "/hindernisse/99999", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "Workshops", open: "/workshops", heading: "Workshops" },
  { name: "Workshop", open: "/workshops/1", heading: /./ },
  {
    name: "Workshop, von der Moderation gesehen",
    as: "facilitator",
    open: "/workshops/1",
    heading: /./,
    isLikeAnother: true,
  },
  { name: "Workshop planen", as: "facilitator", open: "/workshops/neu", heading: "Workshop planen" },
  {
    name: "Workshop bearbeiten",
    as: "facilitator",
    open: "/workshops/1/bearbeiten",
    heading: "Workshop bearbeiten",
    isLikeAnother: true,
  },
  {
    name: "Erkenntnisse erfassen",
    as: "facilitator",
    open: "/workshops/1/erfassen",
    heading: "Erkenntnisse erfassen",
  },
  { name: "unbekannter Workshop", open: "/workshops/999", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "Berechnung", open: "/berechnung", heading: "Wie wird gerechnet?" },
  { name: "Auswertungen", open: "/auswertungen", heading: "Auswertungen" },
  { name: "Ziele", open: "/ziele", heading: "Ziele" },
  { name: "neues Ziel", as: "lead", open: "/ziele/neu", heading: "Neues Ziel" },
  { name: "unbekanntes Ziel", open: "/ziele/999", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "Definitionen", as: "lead", open: "/definitionen", heading: "Definitionen" },
  { name: "Stichtage", as: "lead", open: "/stichtage", heading: "Stichtage" },
  { name: "unbekannter Stichtag", open: "/stichtage/999", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "Impressum", open: "/impressum", heading: "Impressum" },
  { name: "Datenschutz", open: "/datenschutz", heading: "Datenschutz" },
  { name: "Barrierefreiheit", open: "/barrierefreiheit", heading: "Erklärung zur Barrierefreiheit" },

  { name: "Anmeldung auf dem Weg woandershin", open: "/konto", heading: "Anmelden" },
  {
    name: "Anmeldung nach der Abmeldung",
    open: "/anmelden?erledigt=abgemeldet",
    heading: "Anmelden",
    isLikeAnother: true,
  },
  { name: "abgelehnte Anmeldung", open: rejectedSignIn, status: 422, heading: "Anmelden" },
  { name: "Passwort vergessen", open: "/passwort", heading: "Neues Passwort anfordern" },
  { name: "unbekannte Einladung", open: `/einladung/${NOTHING}`, status: 404, heading: "Diesen Link gibt es nicht" },
  {
    name: "unbekannter Link zum Bestätigen",
    open: `/bestaetigen/${NOTHING}`,
    status: 404,
    heading: "Diesen Link gibt es nicht",
    isLikeAnother: true,
  },
  { name: "Meine Kommune", as: "contact", open: "/meine-kommune", heading: "Markt Meitingen" },
  { name: "Meine Kommune, mehrere", as: "kreis", open: "/meine-kommune?behoerde=09273", heading: "Landratsamt Kelheim" },
  { name: "Meine Kommune, keine eigene", as: "lead", open: "/meine-kommune", heading: "Meine Kommune", isLikeAnother: true },
  { name: "Konto", as: "kreis", open: "/konto", heading: "Mein Konto" },
  {
    name: "Konto mit Fehlern",
    as: "kreis",
    open: rejectedName,
    status: 422,
    heading: "Mein Konto",
    isLikeAnother: true,
  },
  {
    name: "ohne Recht",
    as: "viewer",
    open: "/verwaltung/personen",
    status: 403,
    heading: "Dafür fehlt Ihnen das Recht",
  },
  { name: "Personen", as: "admin", open: "/verwaltung/personen", heading: "Personen" },
  {
    name: "Personen, nichts gefunden",
    as: "admin",
    open: "/verwaltung/personen?suche=Niemand",
    heading: "Personen",
    isLikeAnother: true,
  },
  {
    name: "Personen, vom Kontakt gesehen",
    as: "kreis",
    open: "/verwaltung/personen?rolle=contact",
    heading: "Personen",
    isLikeAnother: true,
  },
  { name: "Person", as: "admin", open: person, heading: "Kira Kreis (Demo)" },
  {
    name: "Person mit Fehlern",
    as: "admin",
    open: rejectedRights,
    status: 422,
    heading: "Kira Kreis (Demo)",
    isLikeAnother: true,
  },
  {
    name: "unbekannte Person",
    as: "admin",
    open: `/verwaltung/personen/${NOTHING.slice(32)}`,
    status: 404,
    heading: "Diese Seite gibt es nicht",
    isLikeAnother: true,
  },
  { name: "Einladen", as: "admin", open: "/verwaltung/personen/neu", heading: "Person einladen" },
  {
    name: "Einladen, vom Kontakt gesehen",
    as: "kreis",
    open: "/verwaltung/personen/neu",
    heading: "Kollegin oder Kollegen einladen",
    isLikeAnother: true,
  },
  {
    name: "abgelehnte Einladung",
    as: "admin",
    open: rejectedInvitation,
    status: 422,
    heading: "Person einladen",
    isLikeAnother: true,
  },
  { name: "Viele einladen", as: "admin", open: "/verwaltung/personen/liste", heading: "Viele einladen" },
  { name: "abgelehnte Liste", as: "admin", open: rejectedList, status: 422, heading: "Viele einladen" },
  { name: "geprüfte Liste", as: "admin", open: checkedList, heading: "Viele einladen" },
  {
    name: "Kommunen zum Auswählen",
    as: "lead",
    open: "/kommunen?leistung=baugenehmigung&kreis=09377",
    heading: "Kommunen",
  },
  { name: "Mehrere ändern, nichts gewählt", as: "lead", open: "/mehrere", heading: "Mehrere ändern" },
  { name: "Änderungen, noch keine", as: "lead", open: "/verwaltung/aenderungen", heading: "Änderungen" },
  { name: "Protokoll", as: "admin", open: "/verwaltung/protokoll", heading: "Protokoll" },
  {
    name: "Protokoll mit Filtern",
    as: "admin",
    open: "/verwaltung/protokoll?was=staende&suche=Kelheim&von=2026-06-01&bis=2026-31-31",
    heading: "Protokoll",
  },
  {
    name: "Protokoll, nichts gefunden",
    as: "admin",
    open: "/verwaltung/protokoll?wer=Niemand",
    heading: "Protokoll",
    isLikeAnother: true,
  },
];

for (const { name, as, open, status = 200, heading, isLikeAnother = false } of PAGES) {
  test.describe(() => {
    test.use({ as: as ?? null });
    test(`${name}: for everybody, at any size`, async ({ page, forEverybody }) => {
      expect(typeof open === "string" ? await go(page, open) : await open(page)).toBe(status);
      await expect(page.getByText("Demonstrationsdaten.")).toBeVisible();
      await forEverybody(heading, isLikeAnother ? SOME_LOOKS : LOOKS);
    });
  });
}

for (const address of ["/", "/leistungen/bauen"]) {
  // Where JavaScript is off, axe does not run either: here the page's own part of it stays away.
  test(`${address} without its browser part: for everybody`, async ({ page, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false, "without JavaScript there is no browser part to keep away");
    const neverReady = "export default () => new Promise(() => {});";
    await page.route("**/pkg/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: neverReady }));
    await page.goto(address);
    await expect(page.getByRole("slider")).toHaveCount(0);
    await expectNoBarriers(page, SOME_LOOKS);
  });
}

async function go(page: Page, address: string): Promise<number> {
  return (await page.goto(address))!.status();
}

async function rejected(page: Page): Promise<number> {
  await page.goto(SIEGENBURG);
  await page.getByLabel("Seit wann gilt das?").fill("31.02.2026");
  await page.getByLabel("Geplanter Start").fill("bald");
  await page.getByLabel("Adresse des Onlinedienstes").fill("siegenburg");
  await page.getByLabel("Bemerkung").fill("x".repeat(5_000));
  return submit(page, "Speichern");
}

async function stale(page: Page): Promise<number> {
  await page.goto(SIEGENBURG);
  // As if the form had been opened before anything was recorded.
  await page.locator("[name=version]").evaluate((input: HTMLInputElement) => (input.value = "0"));
  await page.getByLabel("Hersteller").fill("Musterfirma");
  return submit(page, "Speichern");
}

async function tooLarge(page: Page): Promise<number> {
  await page.goto(SIEGENBURG);
  await page.getByLabel("Bemerkung").fill("x".repeat(70_000));
  return submit(page, "Speichern");
}

async function retraction(page: Page): Promise<number> {
  await page.goto("/kommunen/092735218");
  const history = page.locator("details", { hasText: "Wohnsitz" });
  await history.locator(":scope > summary").click();
  const address = await history.getByRole("link", { name: "Eintrag zurücknehmen" }).first().getAttribute("href");
  return go(page, address!);
}

async function rejectedRetraction(page: Page): Promise<number> {
  await retraction(page);
  return submit(page, "Zurücknehmen");
}

async function tooLate(page: Page): Promise<number> {
  await page.goto(SIEGENBURG);
  await page.context().clearCookies();
  return submit(page, "Speichern");
}

/** The blocker for which most people wait. */
async function blocker(page: Page): Promise<number> {
  await page.goto("/hindernisse");
  const list = page.getByRole("region", { name: "Die Hindernisse im Einzelnen" });
  return go(page, (await list.getByRole("rowheader").first().getByRole("link").getAttribute("href"))!);
}

async function ofBlocker(page: Page, link: string): Promise<number> {
  await blocker(page);
  return go(page, (await page.getByRole("link", { name: link }).getAttribute("href"))!);
}

async function rejectedBlocker(page: Page): Promise<number> {
  await page.goto("/hindernisse/neu?auswahl=ja&leistung=fuehrerschein");
  await page.locator("details").evaluateAll((all) => all.forEach((details) => details.toggleAttribute("open", true)));
  await page.getByLabel("Bis wann soll es behoben sein?").fill("31.02.2027");
  await page.getByLabel("Postfach dessen, der am Zug ist").fill("niemand");
  return submit(page, "Melden");
}

async function rejectedSignIn(page: Page): Promise<number> {
  await page.goto("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill("niemand@demo.example");
  await page.getByLabel("Passwort").fill("geraten und geraten");
  return submit(page, "Anmelden");
}

async function rejectedName(page: Page): Promise<number> {
  await page.goto("/konto");
  await page.getByLabel("Name").fill("");
  return submit(page, "Name ändern");
}

async function person(page: Page): Promise<number> {
  await page.goto("/verwaltung/personen");
  const address = await page.getByRole("link", { name: "Kira Kreis (Demo)" }).getAttribute("href");
  return go(page, address!);
}

async function rejectedRights(page: Page): Promise<number> {
  await person(page);
  for (const role of await page.getByRole("group", { name: "Was darf die Person?" }).getByRole("checkbox").all()) {
    await role.uncheck();
  }
  await page.getByRole("textbox", { name: /^Behörde/ }).last().fill("Neustadt");
  return submit(page, "Rechte speichern");
}

async function rejectedInvitation(page: Page): Promise<number> {
  await page.goto("/verwaltung/personen/neu");
  await page.getByLabel("E-Mail-Adresse").fill("siegenburg");
  await page.getByRole("textbox", { name: /^Behörde/ }).fill("Neustadt");
  return submit(page, "Einladen");
}

const LIST = "E-Mail;Name;Rolle;Behörde\nerika@meitingen.example;Erika Muster;Kommunalkontakt;";

async function checkList(page: Page, list: string): Promise<number> {
  await page.goto("/verwaltung/personen/liste");
  await page.getByLabel("Liste").fill(list);
  return submit(page, "Prüfen");
}

function rejectedList(page: Page): Promise<number> {
  return checkList(page, `${LIST}Neustadt\nmax;Max Muster;König;\n;;;;;`);
}

function checkedList(page: Page): Promise<number> {
  return checkList(page, `${LIST}Markt Meitingen\nmax@land.example;Max Muster;Projektleitung;`);
}
