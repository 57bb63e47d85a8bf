<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>app</name>
    <message>
        <source>Ongoing Desktop could not open its data.</source>
        <translation>Ongoing Desktop kunde inte öppna sina data.</translation>
    </message>
</context>
<context>
    <name>auth.basic</name>
    <message>
        <source>Enter the password.</source>
        <translation>Ange lösenordet.</translation>
    </message>
    <message>
        <source>Enter the password; none is stored for this webhook.</source>
        <translation>Ange lösenordet; inget är sparat för den här webhooken.</translation>
    </message>
    <message>
        <source>The password contains an invisible control character, such as a line break; enter it again.</source>
        <translation>Lösenordet innehåller ett osynligt styrtecken, till exempel en radbrytning; ange det igen.</translation>
    </message>
    <message>
        <source>The password begins or ends with a space, which a header cannot carry.</source>
        <translation>Lösenordet börjar eller slutar med ett blanksteg, vilket ett huvudfält inte kan överföra.</translation>
    </message>
    <message>
        <source>The password contains a character that a header cannot carry; use ASCII characters only.</source>
        <translation>Lösenordet innehåller ett tecken som ett huvudfält inte kan överföra; använd bara ASCII-tecken.</translation>
    </message>
    <message>
        <source>The Authorization header does not use Basic authentication, but the webhook does.</source>
        <translation>Huvudfältet Authorization använder inte Basic-autentisering, men det gör webhooken.</translation>
    </message>
    <message>
        <source>The credentials are longer than 8 KiB and were not checked.</source>
        <translation>Inloggningsuppgifterna är längre än 8 KiB och kontrollerades inte.</translation>
    </message>
    <message>
        <source>The text after “Basic” is not valid base64, so it contains no user name and password.</source>
        <translation>Texten efter ”Basic” är inte giltig base64, så den innehåller inget användarnamn och lösenord.</translation>
    </message>
    <message>
        <source>The decoded credentials contain no colon, so user name and password cannot be separated.</source>
        <translation>De avkodade inloggningsuppgifterna innehåller inget kolon, så användarnamn och lösenord kan inte skiljas åt.</translation>
    </message>
    <message>
        <source>The user name is right, but the password is wrong.</source>
        <translation>Användarnamnet är rätt, men lösenordet är fel.</translation>
    </message>
    <message>
        <source>The password is right, but the user name is wrong.</source>
        <translation>Lösenordet är rätt, men användarnamnet är fel.</translation>
    </message>
    <message>
        <source>Both user name and password are wrong.</source>
        <translation>Både användarnamn och lösenord är fel.</translation>
    </message>
    <message>
        <source>The password is right except for a space or line break at its beginning or end.</source>
        <translation>Lösenordet är rätt, bortsett från ett blanksteg eller en radbrytning i början eller slutet.</translation>
    </message>
    <message>
        <source>A user name for Basic must not contain a colon: the receiver would read the rest as the password.</source>
        <translation>Ett användarnamn för Basic får inte innehålla kolon: mottagaren skulle läsa resten som lösenordet.</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>Basic</translation>
    </message>
</context>
<context>
    <name>auth.x-auth-token</name>
    <message>
        <source>Enter the token.</source>
        <translation>Ange token.</translation>
    </message>
    <message>
        <source>Enter the token; none is stored for this webhook.</source>
        <translation>Ange token; ingen är sparad för den här webhooken.</translation>
    </message>
    <message>
        <source>The token contains an invisible control character, such as a line break; enter it again.</source>
        <translation>Token innehåller ett osynligt styrtecken, till exempel en radbrytning; ange den igen.</translation>
    </message>
    <message>
        <source>The token begins or ends with a space, which a header cannot carry.</source>
        <translation>Token börjar eller slutar med ett blanksteg, vilket ett huvudfält inte kan överföra.</translation>
    </message>
    <message>
        <source>The token contains a character that a header cannot carry; use ASCII characters only.</source>
        <translation>Token innehåller ett tecken som ett huvudfält inte kan överföra; använd bara ASCII-tecken.</translation>
    </message>
    <message>
        <source>The X-Auth-Token header is empty.</source>
        <translation>Huvudfältet X-Auth-Token är tomt.</translation>
    </message>
    <message>
        <source>The token is right except for spaces, quotation marks or “Bearer” around it.</source>
        <translation>Token är rätt, bortsett från blanksteg, citattecken eller ”Bearer” omkring den.</translation>
    </message>
    <message>
        <source>The token is wrong.</source>
        <translation>Token är fel.</translation>
    </message>
    <message>
        <source>Fixed X-Auth token</source>
        <translation>Fast X-Auth-token</translation>
    </message>
    <message>
        <source>X-Auth token</source>
        <translation>X-Auth-token</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>bodies.base</name>
    <message>
        <source>Lines over 4,000 characters are broken for display (↩).</source>
        <translation>Rader över 4 000 tecken bryts när de visas (↩).</translation>
    </message>
</context>
<context>
    <name>bodies.coding</name>
    <message>
        <source>Content coding {listed} decoded for display ({count} bytes on the wire).</source>
        <translation>Innehållskodningen {listed} är avkodad för visning ({count} byte på nätet).</translation>
    </message>
    <message>
        <source>Content coding {listed} decoded for display (cut at {limit} MB; {count} bytes on the wire).</source>
        <translation>Innehållskodningen {listed} är avkodad för visning (avkortad vid {limit} MB; {count} byte på nätet).</translation>
    </message>
    <message>
        <source>Decoding the content coding br needs the library brotli, which is missing; the bytes are shown as received.</source>
        <translation>Innehållskodningen br kan bara avkodas med biblioteket brotli, som saknas; innehållet visas som det kom.</translation>
    </message>
    <message>
        <source>Content coding {listed} decoded for display (cut at {limit} times its size; {count} bytes on the wire).</source>
        <translation>Innehållskodningen {listed} är avkodad för visning (avkortad vid {limit} gånger storleken; {count} byte på nätet).</translation>
    </message>
    <message>
        <source>More than {most} content codings ({listed}) are not decoded; the bytes are shown as received.</source>
        <translation>Fler än {most} innehållskodningar ({listed}) avkodas inte; innehållet visas som det kom.</translation>
    </message>
    <message>
        <source>The content coding {listed} is not supported; the bytes are shown as received.</source>
        <translation>Innehållskodningen {listed} stöds inte; innehållet visas som det kom.</translation>
    </message>
    <message>
        <source>Marked as {listed}, but it cannot be decoded; the bytes are shown as received.</source>
        <translation>Märkt som {listed} men kan inte avkodas; innehållet visas som det kom.</translation>
    </message>
    <message>
        <source>It is incomplete.</source>
        <translation>Det är ofullständigt.</translation>
    </message>
</context>
<context>
    <name>bodies.form</name>
    <message>
        <source>The parts cannot be separated: The body does not contain its boundary.</source>
        <translation>Delarna kan inte skiljas åt: innehållet saknar sin skiljelinje.</translation>
    </message>
    <message>
        <source>The parts cannot be separated: The content type has no boundary.</source>
        <translation>Delarna kan inte skiljas åt: innehållstypen anger ingen skiljelinje.</translation>
    </message>
    <message>
        <source>Fields: {count}, with + and %… decoded.</source>
        <translation>Fält: {count}, med + och %… avkodade.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(inget namn)</translation>
    </message>
    <message>
        <source>Parts: {count}.</source>
        <translation>Delar: {count}.</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} byte</translation>
    </message>
    <message>
        <source>(not text)</source>
        <translation>(inte text)</translation>
    </message>
    <message>
        <source>Larger than {limit} MB, so its fields are not listed.</source>
        <translation>Större än {limit} MB, så fälten visas inte.</translation>
    </message>
    <message>
        <source>The first {count} parts.</source>
        <translation>De första {count} delarna.</translation>
    </message>
</context>
<context>
    <name>bodies.hexadecimal</name>
    <message>
        <source>The body is empty.</source>
        <translation>Innehållet är tomt.</translation>
    </message>
    <message>
        <source>{count} bytes as received.</source>
        <translation>{count} byte, som de togs emot.</translation>
    </message>
</context>
<context>
    <name>bodies.image</name>
    <message>
        <source>{kind}, {width} × {height} pixels.</source>
        <translation>{kind}, {width} × {height} bildpunkter.</translation>
    </message>
    <message>
        <source>A {kind} picture of {width} × {height} pixels, too large to show.</source>
        <translation>En {kind}-bild på {width} × {height} bildpunkter, för stor att visa.</translation>
    </message>
    <message>
        <source>It begins like a {kind} picture, but its size cannot be read.</source>
        <translation>Det börjar som en {kind}-bild, men storleken går inte att läsa.</translation>
    </message>
</context>
<context>
    <name>bodies.json_text</name>
    <message>
        <source>invalid number</source>
        <translation>ogiltigt tal</translation>
    </message>
    <message>
        <source>invalid utf-16 surrogate pair</source>
        <translation>ogiltigt surrogatpar i UTF-16</translation>
    </message>
    <message>
        <source>invalid escaped character</source>
        <translation>ogiltigt tecken efter omvänt snedstreck</translation>
    </message>
    <message>
        <source>invalid character</source>
        <translation>ogiltigt tecken</translation>
    </message>
    <message>
        <source>expected ',' or ']'</source>
        <translation>”,” eller ”]” väntades</translation>
    </message>
    <message>
        <source>trailing comma in array</source>
        <translation>komma efter sista värdet i en lista</translation>
    </message>
    <message>
        <source>expected ',' or '}'</source>
        <translation>”,” eller ”}” väntades</translation>
    </message>
    <message>
        <source>trailing comma in object</source>
        <translation>komma efter sista fältet i ett objekt</translation>
    </message>
    <message>
        <source>expected '"'</source>
        <translation>citattecken väntades</translation>
    </message>
    <message>
        <source>expected ':'</source>
        <translation>”:” väntades</translation>
    </message>
    <message>
        <source>trailing characters</source>
        <translation>tecken efter slutet</translation>
    </message>
    <message>
        <source>object keys must be strings</source>
        <translation>nycklar i objekt måste vara strängar</translation>
    </message>
    <message>
        <source>Not JSON: {what} in line {line}, column {column}.</source>
        <translation>Inte JSON: {what} på rad {line}, kolumn {column}.</translation>
    </message>
    <message>
        <source>The JSON is nested too deeply to be indented.</source>
        <translation>JSON-texten är nästlad för djupt för att dras in.</translation>
    </message>
    <message>
        <source>Not JSON: it ends too early.</source>
        <translation>Inte JSON: den slutar för tidigt.</translation>
    </message>
    <message>
        <source>Not JSON: it is not valid UTF-8.</source>
        <translation>Inte JSON: den är inte giltig UTF-8.</translation>
    </message>
    <message>
        <source>Larger than {limit} MB, so it is not indented.</source>
        <translation>Större än {limit} MB, så texten dras inte in.</translation>
    </message>
    <message>
        <source>Not JSON: {what}.</source>
        <translation>Inte JSON: {what}.</translation>
    </message>
</context>
<context>
    <name>bodies.raw</name>
    <message>
        <source>Unknown charset {name}; shown as UTF-8.</source>
        <translation>Okänd teckenkodning {name}; visas som UTF-8.</translation>
    </message>
    <message>
        <source>Not valid UTF-8: {count} bytes are shown as ⟦FF⟧.</source>
        <translation>Inte giltig UTF-8: {count} byte visas som ⟦FF⟧.</translation>
    </message>
    <message>
        <source>It begins with a byte order mark.</source>
        <translation>Det börjar med en byteordningsmarkering.</translation>
    </message>
</context>
<context>
    <name>bodies.views</name>
    <message>
        <source>Pretty</source>
        <translation>Formaterat</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Träd</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulär</translation>
    </message>
    <message>
        <source>XML</source>
        <translation>XML</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Rådata</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
</context>
<context>
    <name>bodies.xml</name>
    <message>
        <source>Indented for display; spaces between elements are left out.</source>
        <translation>Indraget för visning; blanktecken mellan element utelämnas.</translation>
    </message>
    <message>
        <source>It declares the entity {name}, and entities are not expanded; the text is shown as received.</source>
        <translation>Det deklarerar entiteten {name}, och entiteter expanderas inte; texten visas som den kom.</translation>
    </message>
    <message>
        <source>Not XML: {what} in line {line}, column {column}.</source>
        <translation>Inte XML: {what} på rad {line}, kolumn {column}.</translation>
    </message>
    <message>
        <source>Not XML: its characters cannot be decoded.</source>
        <translation>Inte XML: tecknen kan inte avkodas.</translation>
    </message>
    <message>
        <source>The XML is nested too deeply to be indented.</source>
        <translation>XML-texten är nästlad för djupt för att dras in.</translation>
    </message>
</context>
<context>
    <name>catalogue.article</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>article {articleNumber}</source>
        <translation>artikel {articleNumber}</translation>
    </message>
    <message>
        <source>Fires when a new article is added.</source>
        <translation>Utlöses när en ny artikel läggs till.</translation>
    </message>
    <message>
        <source>Fires when something on an article is changed, such as its bar code.</source>
        <translation>Utlöses när något på en artikel ändras, till exempel dess streckkod.</translation>
    </message>
    <message>
        <source>was updated</source>
        <translation>uppdaterades</translation>
    </message>
    <message>
        <source>Fires when an article is removed.</source>
        <translation>Utlöses när en artikel tas bort.</translation>
    </message>
    <message>
        <source>was deleted</source>
        <translation>togs bort</translation>
    </message>
</context>
<context>
    <name>catalogue.article-item</name>
    <message>
        <source>Article item</source>
        <translation>Artikelpost</translation>
    </message>
    <message>
        <source>stock part {articleItem.articleItemId} of article {article.articleNumber}</source>
        <translation>artikelpost {articleItem.articleItemId} av artikel {article.articleNumber}</translation>
    </message>
    <message>
        <source>Where it is now.</source>
        <translation>Var den finns nu.</translation>
    </message>
    <message>
        <source>Warehouse of that location.</source>
        <translation>Lagerplatsens lager.</translation>
    </message>
    <message>
        <source>Warehouse number.</source>
        <translation>Lagrets nummer.</translation>
    </message>
    <message>
        <source>Warehouse code.</source>
        <translation>Lagrets kod.</translation>
    </message>
    <message>
        <source>Warehouse name.</source>
        <translation>Lagrets namn.</translation>
    </message>
    <message>
        <source>Purchase order it came in on.</source>
        <translation>Inköpsordern som den kom in på.</translation>
    </message>
    <message>
        <source>Purchase order's system number.</source>
        <translation>Inköpsorderns systemnummer.</translation>
    </message>
    <message>
        <source>Purchase order number.</source>
        <translation>Inköpsordernummer.</translation>
    </message>
    <message>
        <source>Its status.</source>
        <translation>Dess status.</translation>
    </message>
    <message>
        <source>Status number.</source>
        <translation>Statusens nummer.</translation>
    </message>
    <message>
        <source>Item before the change.</source>
        <translation>Posten före ändringen.</translation>
    </message>
    <message>
        <source>Item status.</source>
        <translation>Artikelpostens status.</translation>
    </message>
    <message>
        <source>Item status number.</source>
        <translation>Artikelpoststatusens nummer.</translation>
    </message>
    <message>
        <source>Item status code.</source>
        <translation>Artikelpoststatusens kod.</translation>
    </message>
    <message>
        <source>Status locks the stock.</source>
        <translation>Statusen spärrar lagersaldot.</translation>
    </message>
    <message>
        <source>Status stops it from being sold.</source>
        <translation>Statusen hindrar försäljning.</translation>
    </message>
    <message>
        <source>Item after the change.</source>
        <translation>Posten efter ändringen.</translation>
    </message>
    <message>
        <source>Fires when a stock part gets another item status; old and new are both sent.</source>
        <translation>Utlöses när en artikelpost får en annan status; både den gamla och den nya skickas.</translation>
    </message>
</context>
<context>
    <name>catalogue.file</name>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>file {fileName}</source>
        <translation>fil {fileName}</translation>
    </message>
    <message>
        <source>File's number.</source>
        <translation>Filens nummer.</translation>
    </message>
    <message>
        <source>File's name.</source>
        <translation>Filens namn.</translation>
    </message>
    <message>
        <source>Kind of file.</source>
        <translation>Slag av fil.</translation>
    </message>
    <message>
        <source>What the file hangs on.</source>
        <translation>Vad filen hör till.</translation>
    </message>
    <message>
        <source>Set for a file on an order.</source>
        <translation>Anges för en fil på en order.</translation>
    </message>
    <message>
        <source>Set for a file on a purchase order.</source>
        <translation>Anges för en fil på en inköpsorder.</translation>
    </message>
    <message>
        <source>Set for a file on a shipment.</source>
        <translation>Anges för en fil på en sändning.</translation>
    </message>
    <message>
        <source>Fires when a file is put on an order, a purchase order or a shipment.</source>
        <translation>Utlöses när en fil läggs på en order, en inköpsorder eller en sändning.</translation>
    </message>
    <message>
        <source>was attached to {subject}</source>
        <translation>lades till på {subject}</translation>
    </message>
</context>
<context>
    <name>catalogue.inbound-and-move</name>
    <message>
        <source>Inbound and move</source>
        <translation>Inleverans och flytt</translation>
    </message>
    <message>
        <source>The example of the newest version ends at byComputer; purchaseOrder and webhookTemplate are from the version before.</source>
        <translation>Den nyaste versionens exempel slutar vid byComputer; purchaseOrder och webhookTemplate är från den förra versionen.</translation>
    </message>
    <message>
        <source>article {article.articleNumber}</source>
        <translation>artikel {article.articleNumber}</translation>
    </message>
    <message>
        <source>True for a receipt.</source>
        <translation>Sant för en inleverans.</translation>
    </message>
    <message>
        <source>True for a move.</source>
        <translation>Sant för en flytt.</translation>
    </message>
    <message>
        <source>The move.</source>
        <translation>Flytten.</translation>
    </message>
    <message>
        <source>Where it was.</source>
        <translation>Var det fanns.</translation>
    </message>
    <message>
        <source>Old location's number.</source>
        <translation>Den gamla lagerplatsens nummer.</translation>
    </message>
    <message>
        <source>Old location's name.</source>
        <translation>Den gamla lagerplatsens namn.</translation>
    </message>
    <message>
        <source>Location is locked.</source>
        <translation>Lagerplatsen är spärrad.</translation>
    </message>
    <message>
        <source>Location's stock may not be sold.</source>
        <translation>Lagerplatsens saldo får inte skickas.</translation>
    </message>
    <message>
        <source>Aisle of the location.</source>
        <translation>Lagerplatsens gång.</translation>
    </message>
    <message>
        <source>Aisle name.</source>
        <translation>Gångens namn.</translation>
    </message>
    <message>
        <source>Zone of the aisle.</source>
        <translation>Gångens zon.</translation>
    </message>
    <message>
        <source>Zone name.</source>
        <translation>Zonens namn.</translation>
    </message>
    <message>
        <source>Where it went.</source>
        <translation>Vart det flyttades.</translation>
    </message>
    <message>
        <source>New location's number.</source>
        <translation>Den nya lagerplatsens nummer.</translation>
    </message>
    <message>
        <source>New location's name.</source>
        <translation>Den nya lagerplatsens namn.</translation>
    </message>
    <message>
        <source>Item status name.</source>
        <translation>Artikelpoststatusens namn.</translation>
    </message>
    <message>
        <source>When it came into stock.</source>
        <translation>När det kom in i lagret.</translation>
    </message>
    <message>
        <source>Purchase order concerned.</source>
        <translation>Den berörda inköpsordern.</translation>
    </message>
    <message>
        <source>Line concerned.</source>
        <translation>Den berörda raden.</translation>
    </message>
    <message>
        <source>Row number given by the sender.</source>
        <translation>Radnumret som avsändaren gav.</translation>
    </message>
    <message>
        <source>How many were reported before.</source>
        <translation>Hur många som var aviserade i förväg.</translation>
    </message>
    <message>
        <source>Kind of purchase order.</source>
        <translation>Slag av inköpsorder.</translation>
    </message>
    <message>
        <source>Fires when goods are received.</source>
        <translation>Utlöses när gods tas emot.</translation>
    </message>
    <message>
        <source>was received</source>
        <translation>togs emot</translation>
    </message>
    <message>
        <source>Fires when goods are moved to another location.</source>
        <translation>Utlöses när gods flyttas till en annan lagerplats.</translation>
    </message>
    <message>
        <source>was moved</source>
        <translation>flyttades</translation>
    </message>
</context>
<context>
    <name>catalogue.inventory</name>
    <message>
        <source>Inventory</source>
        <translation>Lagersaldo</translation>
    </message>
    <message>
        <source>The example of the newest version ends inside location; the rest is from the version before.</source>
        <translation>Den nyaste versionens exempel slutar inuti location; resten är från den förra versionen.</translation>
    </message>
    <message>
        <source>stock of article {article.articleNumber}</source>
        <translation>saldo för artikel {article.articleNumber}</translation>
    </message>
    <message>
        <source>The stock change.</source>
        <translation>Saldoändringen.</translation>
    </message>
    <message>
        <source>Change in number of items; may be negative.</source>
        <translation>Ändring av antalet enheter; kan vara negativ.</translation>
    </message>
    <message>
        <source>Cause chosen.</source>
        <translation>Vald orsak.</translation>
    </message>
    <message>
        <source>Order whose returned goods were thrown away.</source>
        <translation>Order vars returnerade gods kasserades.</translation>
    </message>
    <message>
        <source>Comment on the change.</source>
        <translation>Kommentar till ändringen.</translation>
    </message>
    <message>
        <source>The stock adjustment it belongs to.</source>
        <translation>Lagerjusteringen som den hör till.</translation>
    </message>
    <message>
        <source>Adjustment's number.</source>
        <translation>Justeringens nummer.</translation>
    </message>
    <message>
        <source>True when it came from a count.</source>
        <translation>Sant när den kom från en inventering.</translation>
    </message>
    <message>
        <source>Comment on the adjustment.</source>
        <translation>Kommentar till justeringen.</translation>
    </message>
    <message>
        <source>Comment on the stock part.</source>
        <translation>Kommentar till artikelposten.</translation>
    </message>
    <message>
        <source>Where it happened.</source>
        <translation>Var det hände.</translation>
    </message>
    <message>
        <source>Warehouse of the location.</source>
        <translation>Lagerplatsens lager.</translation>
    </message>
    <message>
        <source>Fires when stock is adjusted, by hand or by a count.</source>
        <translation>Utlöses när lagersaldot justeras, för hand eller genom en inventering.</translation>
    </message>
    <message>
        <source>was adjusted</source>
        <translation>justerades</translation>
    </message>
</context>
<context>
    <name>catalogue.movement-order</name>
    <message>
        <source>Movement order</source>
        <translation>Flyttorder</translation>
    </message>
    <message>
        <source>The page’s title says order, not movement order. The example of the newest version ends at byUser; webhookTemplate, order and goodsOwnerName are from the version before.</source>
        <translation>Sidans rubrik säger order, inte flyttorder. Den nyaste versionens exempel slutar vid byUser; webhookTemplate, order och goodsOwnerName är från den förra versionen.</translation>
    </message>
    <message>
        <source>movement order {movement.movementArticleItemId}</source>
        <translation>flyttorder {movement.movementArticleItemId}</translation>
    </message>
    <message>
        <source>Work order's number.</source>
        <translation>Arbetsorderns nummer.</translation>
    </message>
    <message>
        <source>Movement's number.</source>
        <translation>Flyttens nummer.</translation>
    </message>
    <message>
        <source>Kind of movement, number.</source>
        <translation>Flyttens slag, nummer.</translation>
    </message>
    <message>
        <source>Carried out or not.</source>
        <translation>Utförd eller inte.</translation>
    </message>
    <message>
        <source>User it is given to.</source>
        <translation>Användaren som den är tilldelad.</translation>
    </message>
    <message>
        <source>Begun or not.</source>
        <translation>Påbörjad eller inte.</translation>
    </message>
    <message>
        <source>Where it shall go.</source>
        <translation>Vart det ska flyttas.</translation>
    </message>
    <message>
        <source>Kind of location.</source>
        <translation>Slag av lagerplats.</translation>
    </message>
    <message>
        <source>Kind of movement.</source>
        <translation>Slag av flytt.</translation>
    </message>
    <message>
        <source>Priority of that kind.</source>
        <translation>Slagets prioritet.</translation>
    </message>
    <message>
        <source>Pallet it stands on.</source>
        <translation>Pallen som det står på.</translation>
    </message>
    <message>
        <source>Container it lies in.</source>
        <translation>Behållaren som det ligger i.</translation>
    </message>
    <message>
        <source>Fires when a job to move stock is made.</source>
        <translation>Utlöses när ett uppdrag att flytta gods skapas.</translation>
    </message>
    <message>
        <source>Fires when such a job is edited.</source>
        <translation>Utlöses när ett sådant uppdrag redigeras.</translation>
    </message>
    <message>
        <source>Fires when such a job has been carried out.</source>
        <translation>Utlöses när ett sådant uppdrag har utförts.</translation>
    </message>
    <message>
        <source>Fires when such a job is taken away.</source>
        <translation>Utlöses när ett sådant uppdrag tas bort.</translation>
    </message>
</context>
<context>
    <name>catalogue.movement-pallet-item</name>
    <message>
        <source>Movement pallet item</source>
        <translation>Flytt av pallpost</translation>
    </message>
    <message>
        <source>movement of pallet {palletItem.labelId}</source>
        <translation>flytt av pall {palletItem.labelId}</translation>
    </message>
    <message>
        <source>The pallet.</source>
        <translation>Pallen.</translation>
    </message>
    <message>
        <source>Fires when a job to move a pallet is made.</source>
        <translation>Utlöses när ett uppdrag att flytta en pall skapas.</translation>
    </message>
</context>
<context>
    <name>catalogue.order</name>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>The version before the newest has the whole example; that of the newest ends inside parcels, so more fields may follow.</source>
        <translation>Den näst nyaste versionen har hela exemplet; den nyastes slutar inuti parcels, så det kan finnas fler fält efter det.</translation>
    </message>
    <message>
        <source>order {orderNumber}</source>
        <translation>order {orderNumber}</translation>
    </message>
    <message>
        <source>older pages do not have it</source>
        <translation>äldre sidor har det inte</translation>
    </message>
    <message>
        <source>a public receiver has it as optional</source>
        <translation>en publik mottagare har det som valfritt</translation>
    </message>
    <message>
        <source>Number of the configured webhook; the same for all its events.</source>
        <translation>Den inställda webhookens nummer; detsamma för alla dess händelser.</translation>
    </message>
    <message>
        <source>Number of this one event; grows from event to event.</source>
        <translation>Den här händelsens nummer; växer från händelse till händelse.</translation>
    </message>
    <message>
        <source>Which Ongoing WMS instance the event came from.</source>
        <translation>Vilken instans av Ongoing WMS händelsen kom från.</translation>
    </message>
    <message>
        <source>Time of the event, ISO 8601 text with seven decimals of a second.</source>
        <translation>Händelsens tid, ISO 8601-text med sju decimaler av en sekund.</translation>
    </message>
    <message>
        <source>Order's system number.</source>
        <translation>Orderns systemnummer.</translation>
    </message>
    <message>
        <source>Order number.</source>
        <translation>Ordernummer.</translation>
    </message>
    <message>
        <source>System number of the goods owner the event belongs to.</source>
        <translation>Systemnummer för den varuägare som händelsen hör till.</translation>
    </message>
    <message>
        <source>The order's id in the goods owner's own system.</source>
        <translation>Orderns id i varuägarens eget system.</translation>
    </message>
    <message>
        <source>The receiving customer's order number.</source>
        <translation>Den mottagande kundens ordernummer.</translation>
    </message>
    <message>
        <source>Where the object can be read in the REST API.</source>
        <translation>Var objektet kan läsas i REST-API:et.</translation>
    </message>
    <message>
        <source>Who did it.</source>
        <translation>Vem som gjorde det.</translation>
    </message>
    <message>
        <source>User number of the person behind the event.</source>
        <translation>Användarnummer för personen bakom händelsen.</translation>
    </message>
    <message>
        <source>At which workstation it was done.</source>
        <translation>Vid vilken arbetsstation det gjordes.</translation>
    </message>
    <message>
        <source>Workstation number.</source>
        <translation>Arbetsstationens nummer.</translation>
    </message>
    <message>
        <source>Workstation name.</source>
        <translation>Arbetsstationens namn.</translation>
    </message>
    <message>
        <source>Order's status.</source>
        <translation>Orderns status.</translation>
    </message>
    <message>
        <source>Status number; no status name is sent.</source>
        <translation>Statusens nummer; inget statusnamn skickas.</translation>
    </message>
    <message>
        <source>Shipment the order is placed on, if any.</source>
        <translation>Sändningen som ordern ligger på, om någon.</translation>
    </message>
    <message>
        <source>Name of the webhook type that fired.</source>
        <translation>Namnet på den webhooktyp som utlöstes.</translation>
    </message>
    <message>
        <source>Name of that goods owner.</source>
        <translation>Varuägarens namn.</translation>
    </message>
    <message>
        <source>Classes the goods owner is put in.</source>
        <translation>Klasser som varuägaren tillhör.</translation>
    </message>
    <message>
        <source>Class number.</source>
        <translation>Klassens nummer.</translation>
    </message>
    <message>
        <source>Class code.</source>
        <translation>Klassens kod.</translation>
    </message>
    <message>
        <source>Class name.</source>
        <translation>Klassens namn.</translation>
    </message>
    <message>
        <source>Tracking references of the whole order.</source>
        <translation>Spårningsreferenser för hela ordern.</translation>
    </message>
    <message>
        <source>Link to follow the parcel.</source>
        <translation>Länk för att följa paketet.</translation>
    </message>
    <message>
        <source>Waybill number.</source>
        <translation>Fraktsedelsnummer.</translation>
    </message>
    <message>
        <source>True when it is for the way back.</source>
        <translation>Sant när det gäller returvägen.</translation>
    </message>
    <message>
        <source>Parcels of the order.</source>
        <translation>Orderns paket.</translation>
    </message>
    <message>
        <source>Parcel's system number.</source>
        <translation>Paketets systemnummer.</translation>
    </message>
    <message>
        <source>Parcel number.</source>
        <translation>Paketnummer.</translation>
    </message>
    <message>
        <source>True for a return parcel.</source>
        <translation>Sant för ett returpaket.</translation>
    </message>
    <message>
        <source>Tracking of this parcel.</source>
        <translation>Spårning av det här paketet.</translation>
    </message>
    <message>
        <source>Link to follow this parcel.</source>
        <translation>Länk för att följa det här paketet.</translation>
    </message>
    <message>
        <source>Fires when an order reaches status 400 or higher and something on it has been picked.</source>
        <translation>Utlöses när en order når status 400 eller högre och något på den har plockats.</translation>
    </message>
    <message>
        <source>was picked</source>
        <translation>plockades</translation>
    </message>
    <message>
        <source>Fires when an order gets another status; only for the statuses chosen on the webhook.</source>
        <translation>Utlöses när en order får en annan status; bara för de statusar som är valda på webhooken.</translation>
    </message>
    <message>
        <source>Which changes count: a status reached, or a pair from one status to another.</source>
        <translation>Vilka ändringar som räknas: en uppnådd status, eller ett par från en status till en annan.</translation>
    </message>
    <message>
        <source>Only orders with one of these transporters; named by the shipping-platform guide for automation webhooks.</source>
        <translation>Bara ordrar med någon av de här transportörerna; nämns för automationswebhooks i guiden till transportplattformar.</translation>
    </message>
    <message>
        <source>Fires when a new order comes into the system.</source>
        <translation>Utlöses när en ny order kommer in i systemet.</translation>
    </message>
    <message>
        <source>was created</source>
        <translation>skapades</translation>
    </message>
</context>
<context>
    <name>catalogue.pallet-item</name>
    <message>
        <source>Pallet item</source>
        <translation>Pallpost</translation>
    </message>
    <message>
        <source>pallet {palletItem.labelId}</source>
        <translation>pall {palletItem.labelId}</translation>
    </message>
    <message>
        <source>Comment.</source>
        <translation>Kommentar.</translation>
    </message>
    <message>
        <source>Weight.</source>
        <translation>Vikt.</translation>
    </message>
    <message>
        <source>Volume.</source>
        <translation>Volym.</translation>
    </message>
    <message>
        <source>Length.</source>
        <translation>Längd.</translation>
    </message>
    <message>
        <source>Width.</source>
        <translation>Bredd.</translation>
    </message>
    <message>
        <source>Height.</source>
        <translation>Höjd.</translation>
    </message>
    <message>
        <source>Load metres.</source>
        <translation>Flakmeter.</translation>
    </message>
    <message>
        <source>Where it stands.</source>
        <translation>Var den står.</translation>
    </message>
    <message>
        <source>When it left.</source>
        <translation>När den lämnade lagret.</translation>
    </message>
    <message>
        <source>When it came.</source>
        <translation>När den kom.</translation>
    </message>
    <message>
        <source>Kind of pallet.</source>
        <translation>Slag av pall.</translation>
    </message>
    <message>
        <source>Status code.</source>
        <translation>Statusens kod.</translation>
    </message>
    <message>
        <source>What the pallet is tied to.</source>
        <translation>Vad pallen är kopplad till.</translation>
    </message>
    <message>
        <source>Order, if any.</source>
        <translation>Order, om någon.</translation>
    </message>
    <message>
        <source>Shipment, if any.</source>
        <translation>Sändning, om någon.</translation>
    </message>
    <message>
        <source>Shipment's system number.</source>
        <translation>Sändningens systemnummer.</translation>
    </message>
    <message>
        <source>Purchase order, if any.</source>
        <translation>Inköpsorder, om någon.</translation>
    </message>
    <message>
        <source>Fires when a pallet is closed.</source>
        <translation>Utlöses när en pall stängs.</translation>
    </message>
    <message>
        <source>was closed</source>
        <translation>stängdes</translation>
    </message>
</context>
<context>
    <name>catalogue.pick-order</name>
    <message>
        <source>Pick order</source>
        <translation>Plockorder</translation>
    </message>
    <message>
        <source>pickOrderTypeCode is null in the example. Codes are text elsewhere, so its type is a guess.</source>
        <translation>pickOrderTypeCode är null i exemplet. Koder är annars text, så dess typ är en gissning.</translation>
    </message>
    <message>
        <source>pick order {pickOrder.pickOrderId}</source>
        <translation>plockorder {pickOrder.pickOrderId}</translation>
    </message>
    <message>
        <source>The pick order.</source>
        <translation>Plockordern.</translation>
    </message>
    <message>
        <source>Pick order's system number.</source>
        <translation>Plockorderns systemnummer.</translation>
    </message>
    <message>
        <source>Started or not.</source>
        <translation>Påbörjad eller inte.</translation>
    </message>
    <message>
        <source>Finished or not.</source>
        <translation>Avslutad eller inte.</translation>
    </message>
    <message>
        <source>Set for the created event.</source>
        <translation>Anges för händelsen då den skapas.</translation>
    </message>
    <message>
        <source>When picking began.</source>
        <translation>När plockningen började.</translation>
    </message>
    <message>
        <source>When picking ended.</source>
        <translation>När plockningen slutade.</translation>
    </message>
    <message>
        <source>When packing began.</source>
        <translation>När packningen började.</translation>
    </message>
    <message>
        <source>When packing ended.</source>
        <translation>När packningen slutade.</translation>
    </message>
    <message>
        <source>Kind of pick order.</source>
        <translation>Slag av plockorder.</translation>
    </message>
    <message>
        <source>Kind's number.</source>
        <translation>Slagets nummer.</translation>
    </message>
    <message>
        <source>Kind's code.</source>
        <translation>Slagets kod.</translation>
    </message>
    <message>
        <source>Fires when several orders are put together in a new pick order. Only in the newer doc version.</source>
        <translation>Utlöses när flera ordrar förs samman i en ny plockorder. Bara i den nyare versionen av dokumentationen.</translation>
    </message>
    <message>
        <source>Fires when someone marks the pick order as begun.</source>
        <translation>Utlöses när någon markerar plockordern som påbörjad.</translation>
    </message>
    <message>
        <source>was started</source>
        <translation>påbörjades</translation>
    </message>
    <message>
        <source>Fires when the pick order is marked as done.</source>
        <translation>Utlöses när plockordern markeras som klar.</translation>
    </message>
    <message>
        <source>was executed</source>
        <translation>utfördes</translation>
    </message>
</context>
<context>
    <name>catalogue.picking-packing-and-returns</name>
    <message>
        <source>Picking, packing and returns</source>
        <translation>Plock, packning och returer</translation>
    </message>
    <message>
        <source>The page’s title says packing twice. One stored version has the whole example; in the other it ends inside orderPalletItem.</source>
        <translation>Sidans rubrik säger packning två gånger. Den ena sparade versionen har hela exemplet; i den andra slutar det inuti orderPalletItem.</translation>
    </message>
    <message>
        <source>article {article.articleNumber} on order {order.orderNumber}</source>
        <translation>artikel {article.articleNumber} på order {order.orderNumber}</translation>
    </message>
    <message>
        <source>captured payloads of 2022 do not have it</source>
        <translation>inspelade nyttolaster från 2022 har det inte</translation>
    </message>
    <message>
        <source>Items are reserved.</source>
        <translation>Artiklar är reserverade.</translation>
    </message>
    <message>
        <source>Items are picked.</source>
        <translation>Artiklar är plockade.</translation>
    </message>
    <message>
        <source>Items are packed.</source>
        <translation>Artiklar är packade.</translation>
    </message>
    <message>
        <source>Items have come back.</source>
        <translation>Artiklar har kommit tillbaka.</translation>
    </message>
    <message>
        <source>The allocation was taken away.</source>
        <translation>Allokeringen togs bort.</translation>
    </message>
    <message>
        <source>The article (SKU).</source>
        <translation>Artikeln (SKU).</translation>
    </message>
    <message>
        <source>Article's system number.</source>
        <translation>Artikelns systemnummer.</translation>
    </message>
    <message>
        <source>Article number.</source>
        <translation>Artikelnummer.</translation>
    </message>
    <message>
        <source>Article's bar code.</source>
        <translation>Artikelns streckkod.</translation>
    </message>
    <message>
        <source>The part of stock the event is about.</source>
        <translation>Den del av lagersaldot som händelsen gäller.</translation>
    </message>
    <message>
        <source>Number of this stock part.</source>
        <translation>Artikelpostens nummer.</translation>
    </message>
    <message>
        <source>Number of the stock part it was split from.</source>
        <translation>Numret på artikelposten som den delades från.</translation>
    </message>
    <message>
        <source>Serial number.</source>
        <translation>Serienummer.</translation>
    </message>
    <message>
        <source>Batch number.</source>
        <translation>Batchnummer.</translation>
    </message>
    <message>
        <source>Best-before date.</source>
        <translation>Bäst före-datum.</translation>
    </message>
    <message>
        <source>How many items.</source>
        <translation>Hur många enheter.</translation>
    </message>
    <message>
        <source>Where it is.</source>
        <translation>Var det finns.</translation>
    </message>
    <message>
        <source>Location name.</source>
        <translation>Lagerplatsens namn.</translation>
    </message>
    <message>
        <source>Location number.</source>
        <translation>Lagerplatsens nummer.</translation>
    </message>
    <message>
        <source>Why it came back.</source>
        <translation>Varför det kom tillbaka.</translation>
    </message>
    <message>
        <source>Cause's number.</source>
        <translation>Orsakens nummer.</translation>
    </message>
    <message>
        <source>Cause's code.</source>
        <translation>Orsakens kod.</translation>
    </message>
    <message>
        <source>Cause's name.</source>
        <translation>Orsakens namn.</translation>
    </message>
    <message>
        <source>Pallet or box it was packed on.</source>
        <translation>Pall eller låda som det packades på.</translation>
    </message>
    <message>
        <source>Pallet's number.</source>
        <translation>Pallens nummer.</translation>
    </message>
    <message>
        <source>Pallet's label.</source>
        <translation>Pallens etikett.</translation>
    </message>
    <message>
        <source>The order concerned.</source>
        <translation>Den berörda ordern.</translation>
    </message>
    <message>
        <source>The line concerned.</source>
        <translation>Den berörda raden.</translation>
    </message>
    <message>
        <source>Line's system number.</source>
        <translation>Radens systemnummer.</translation>
    </message>
    <message>
        <source>Row number that the sender of the order gave the line.</source>
        <translation>Radnumret som orderns avsändare gav raden.</translation>
    </message>
    <message>
        <source>Parent line, for a structure article.</source>
        <translation>Överordnad rad, för en strukturartikel.</translation>
    </message>
    <message>
        <source>Fires when stock is reserved for an order line.</source>
        <translation>Utlöses när lagersaldo reserveras för en orderrad.</translation>
    </message>
    <message>
        <source>was allocated</source>
        <translation>allokerades</translation>
    </message>
    <message>
        <source>Fires when an article is picked; the payload names one stock part and one order line.</source>
        <translation>Utlöses när en artikel plockas; nyttolasten anger en artikelpost och en orderrad.</translation>
    </message>
    <message>
        <source>Fires when picked goods are packed.</source>
        <translation>Utlöses när plockat gods packas.</translation>
    </message>
    <message>
        <source>was packed</source>
        <translation>packades</translation>
    </message>
    <message>
        <source>Fires when goods come back on an order. Goods received on a purchase order marked as a return do not fire it; they fire the inbound webhook.</source>
        <translation>Utlöses när gods kommer tillbaka på en order. Gods som tas emot på en inköpsorder som är märkt som retur utlöser den inte, utan webhooken för inleverans.</translation>
    </message>
    <message>
        <source>was returned</source>
        <translation>returnerades</translation>
    </message>
    <message>
        <source>Fires when a reservation is undone.</source>
        <translation>Utlöses när en reservation tas tillbaka.</translation>
    </message>
    <message>
        <source>was deallocated</source>
        <translation>avallokerades</translation>
    </message>
</context>
<context>
    <name>catalogue.production-order</name>
    <message>
        <source>Production order</source>
        <translation>Produktionsorder</translation>
    </message>
    <message>
        <source>production order {productionOrderNumber}</source>
        <translation>produktionsorder {productionOrderNumber}</translation>
    </message>
    <message>
        <source>Production order's system number.</source>
        <translation>Produktionsorderns systemnummer.</translation>
    </message>
    <message>
        <source>Production order number.</source>
        <translation>Produktionsordernummer.</translation>
    </message>
    <message>
        <source>Kind of production order.</source>
        <translation>Slag av produktionsorder.</translation>
    </message>
    <message>
        <source>Fires when a production order gets another status; only for the statuses chosen on the webhook.</source>
        <translation>Utlöses när en produktionsorder får en annan status; bara för de statusar som är valda på webhooken.</translation>
    </message>
    <message>
        <source>Which statuses count.</source>
        <translation>Vilka statusar som räknas.</translation>
    </message>
    <message>
        <source>Fires when a new production order comes into the system.</source>
        <translation>Utlöses när en ny produktionsorder kommer in i systemet.</translation>
    </message>
</context>
<context>
    <name>catalogue.purchase-order</name>
    <message>
        <source>The page calls status 400 and up received, while the standard status list has 400 as a deviation and 500 as received.</source>
        <translation>Sidan kallar status 400 och högre mottagen, medan standardlistan har 400 som avvikelse och 500 som mottagen.</translation>
    </message>
    <message>
        <source>purchase order {purchaseOrderNumber}</source>
        <translation>inköpsorder {purchaseOrderNumber}</translation>
    </message>
    <message>
        <source>Classes set on the purchase order.</source>
        <translation>Klasser som är angivna på inköpsordern.</translation>
    </message>
    <message>
        <source>Its id in the goods owner's own system.</source>
        <translation>Dess id i varuägarens eget system.</translation>
    </message>
    <message>
        <source>Fires when a purchase order reaches status 400 or higher and something on it has been received.</source>
        <translation>Utlöses när en inköpsorder når status 400 eller högre och något på den har tagits emot.</translation>
    </message>
    <message>
        <source>Fires when a purchase order gets another status; only for the statuses chosen on the webhook.</source>
        <translation>Utlöses när en inköpsorder får en annan status; bara för de statusar som är valda på webhooken.</translation>
    </message>
    <message>
        <source>Which statuses count. The page does not say whether a change from one status to another can be chosen, as for orders.</source>
        <translation>Vilka statusar som räknas. Sidan anger inte om en ändring från en status till en annan kan väljas, som för ordrar.</translation>
    </message>
    <message>
        <source>Fires when a new purchase order comes into the system.</source>
        <translation>Utlöses när en ny inköpsorder kommer in i systemet.</translation>
    </message>
</context>
<context>
    <name>catalogue.purchase-order-line</name>
    <message>
        <source>Purchase order line</source>
        <translation>Inköpsorderrad</translation>
    </message>
    <message>
        <source>line {purchaseOrderLineInfo.purchaseOrderLineId} of purchase order {purchaseOrderInfo.purchaseOrderNumber}</source>
        <translation>rad {purchaseOrderLineInfo.purchaseOrderLineId} på inköpsorder {purchaseOrderInfo.purchaseOrderNumber}</translation>
    </message>
    <message>
        <source>Purchase order of the line.</source>
        <translation>Radens inköpsorder.</translation>
    </message>
    <message>
        <source>The line.</source>
        <translation>Raden.</translation>
    </message>
    <message>
        <source>Fires when a line is added to a purchase order.</source>
        <translation>Utlöses när en rad läggs till på en inköpsorder.</translation>
    </message>
    <message>
        <source>Fire when purchase order is created</source>
        <translation>Utlös när inköpsordern skapas</translation>
    </message>
    <message>
        <source>Whether lines that come together with a new purchase order fire it too.</source>
        <translation>Om även rader som kommer tillsammans med en ny inköpsorder utlöser den.</translation>
    </message>
    <message>
        <source>Fires when a line is edited.</source>
        <translation>Utlöses när en rad redigeras.</translation>
    </message>
    <message>
        <source>was changed</source>
        <translation>ändrades</translation>
    </message>
    <message>
        <source>Fires when a line is taken away.</source>
        <translation>Utlöses när en rad tas bort.</translation>
    </message>
</context>
<context>
    <name>catalogue.shipment</name>
    <message>
        <source>Shipment</source>
        <translation>Sändning</translation>
    </message>
    <message>
        <source>No status number and no direction in the payload; only webhookTemplate can tell inbound from outbound (that last is inferred).</source>
        <translation>Nyttolasten har varken statusnummer eller riktning; bara webhookTemplate kan skilja ingående från utgående (det sista är en slutsats).</translation>
    </message>
    <message>
        <source>shipment {shipmentId}</source>
        <translation>sändning {shipmentId}</translation>
    </message>
    <message>
        <source>Who receives it.</source>
        <translation>Vem som tar emot den.</translation>
    </message>
    <message>
        <source>Two-letter country.</source>
        <translation>Land med två bokstäver.</translation>
    </message>
    <message>
        <source>Shipment's order number.</source>
        <translation>Sändningens ordernummer.</translation>
    </message>
    <message>
        <source>Fires when an inbound shipment gets another status. The payload does not say which status.</source>
        <translation>Utlöses när en ingående sändning får en annan status. Nyttolasten anger inte vilken status.</translation>
    </message>
    <message>
        <source>inbound shipment {shipmentId}</source>
        <translation>ingående sändning {shipmentId}</translation>
    </message>
    <message>
        <source>Fires when an outbound shipment gets another status. The payload does not say which status.</source>
        <translation>Utlöses när en utgående sändning får en annan status. Nyttolasten anger inte vilken status.</translation>
    </message>
    <message>
        <source>outbound shipment {shipmentId}</source>
        <translation>utgående sändning {shipmentId}</translation>
    </message>
</context>
<context>
    <name>domain.api</name>
    <message>
        <source>order</source>
        <translation>order</translation>
    </message>
    <message>
        <source>purchase order</source>
        <translation>inköpsorder</translation>
    </message>
    <message>
        <source>article</source>
        <translation>artikel</translation>
    </message>
    <message>
        <source>production order</source>
        <translation>produktionsorder</translation>
    </message>
    <message>
        <source>inventory adjustment</source>
        <translation>lagerjustering</translation>
    </message>
    <message>
        <source>article items</source>
        <translation>artikelposter</translation>
    </message>
    <message>
        <source>files of the order</source>
        <translation>orderns filer</translation>
    </message>
    <message>
        <source>files of the purchase order</source>
        <translation>inköpsorderns filer</translation>
    </message>
</context>
<context>
    <name>domain.assumed</name>
    <message>
        <source>waits in a row</source>
        <translation>väntetider i följd</translation>
    </message>
    <message>
        <source>counted from the first attempt</source>
        <translation>räknat från första försöket</translation>
    </message>
    <message>
        <source>2xx</source>
        <translation>2xx</translation>
    </message>
    <message>
        <source>2xx or 3xx</source>
        <translation>2xx eller 3xx</translation>
    </message>
    <message>
        <source>any answer</source>
        <translation>alla svar</translation>
    </message>
</context>
<context>
    <name>domain.probes</name>
    <message>
        <source>must</source>
        <translation>måste</translation>
    </message>
    <message>
        <source>should</source>
        <translation>bör</translation>
    </message>
</context>
<context>
    <name>domain.retry</name>
    <message>
        <source>None</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>One day</source>
        <translation>Ett dygn</translation>
    </message>
    <message>
        <source>One day (first retry after 1 minute)</source>
        <translation>Ett dygn (första omförsöket efter 1 minut)</translation>
    </message>
</context>
<context>
    <name>domain.rule_presets</name>
    <message>
        <source>500, 500, then 200</source>
        <translation>500, 500, sedan 200</translation>
    </message>
    <message>
        <source>Always 500</source>
        <translation>Alltid 500</translation>
    </message>
    <message>
        <source>Slow (10 s)</source>
        <translation>Långsamt (10 s)</translation>
    </message>
    <message>
        <source>Never answer</source>
        <translation>Svara aldrig</translation>
    </message>
    <message>
        <source>Wait for your response</source>
        <translation>Vänta på ditt svar</translation>
    </message>
    <message>
        <source>Close the connection</source>
        <translation>Stäng anslutningen</translation>
    </message>
    <message>
        <source>Reset the connection</source>
        <translation>Bryt anslutningen</translation>
    </message>
    <message>
        <source>429, Retry-After 60</source>
        <translation>429, Retry-After 60</translation>
    </message>
    <message>
        <source>Redirect</source>
        <translation>Omdirigering</translation>
    </message>
    <message>
        <source>Half a response</source>
        <translation>Ett halvt svar</translation>
    </message>
    <message>
        <source>API: 401</source>
        <translation>API: 401</translation>
    </message>
    <message>
        <source>API: 404</source>
        <translation>API: 404</translation>
    </message>
    <message>
        <source>API: 500</source>
        <translation>API: 500</translation>
    </message>
    <message>
        <source>API: slow (10 s)</source>
        <translation>API: långsamt (10 s)</translation>
    </message>
    <message>
        <source>API: HTML with status 200</source>
        <translation>API: HTML med status 200</translation>
    </message>
</context>
<context>
    <name>formats.csv_table</name>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabell (CSV)</translation>
    </message>
    <message>
        <source>For spreadsheets. A cell that could be read as a formula (it begins with = + - @, a tab, a line end or an apostrophe) gets an apostrophe in front. NUL is left out, and for a body over 32,000 characters only its length is written.</source>
        <translation>För kalkylprogram. En cell som kan tolkas som en formel (den börjar med = + - @, en tabb, ett radslut eller en apostrof) får en apostrof före. NUL utelämnas, och av ett innehåll på mer än 32 000 tecken skrivs bara längden.</translation>
    </message>
</context>
<context>
    <name>formats.curl</name>
    <message>
        <source>cURL commands</source>
        <translation>cURL-kommandon</translation>
    </message>
    <message>
        <source>For a POSIX shell (Linux, macOS, Git Bash, WSL). Credentials are placeholders: $WEBHOOK_TOKEN, $WEBHOOK_USER and $WEBHOOK_PASSWORD. Look through the commands before you run them: each one sends a request again.</source>
        <translation>För ett POSIX-skal (Linux, macOS, Git Bash, WSL). Inloggningsuppgifter är platshållare: $WEBHOOK_TOKEN, $WEBHOOK_USER och $WEBHOOK_PASSWORD. Titta igenom kommandona innan du kör dem: varje kommando skickar en begäran igen.</translation>
    </message>
</context>
<context>
    <name>formats.har</name>
    <message>
        <source>HTTP Archive (HAR 1.2)</source>
        <translation>HTTP Archive (HAR 1.2)</translation>
    </message>
    <message>
        <source>For browser developer tools, proxies and other programs; includes full bodies. Can be imported again.</source>
        <translation>För webbläsares utvecklarverktyg, proxyer och andra program; innehåller hela innehållet. Kan importeras igen.</translation>
    </message>
</context>
<context>
    <name>formats.history_formats</name>
    <message>
        <source>JSON lines</source>
        <translation>JSON-rader</translation>
    </message>
    <message>
        <source>One JSON object per line with headers and full bodies, for programs. A body that is not UTF-8 is written as base64.</source>
        <translation>Ett JSON-objekt per rad med huvudfält och hela innehållet, för program. Innehåll som inte är UTF-8 skrivs som base64.</translation>
    </message>
    <message>
        <source>Raw body</source>
        <translation>Rått innehåll</translation>
    </message>
    <message>
        <source>The body of one request, byte for byte.</source>
        <translation>Innehållet i en begäran, byte för byte.</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>Bedömningar</translation>
    </message>
    <message>
        <source>One line per exchange, without bodies.</source>
        <translation>En rad per anrop, utan innehåll.</translation>
    </message>
</context>
<context>
    <name>formats.report</name>
    <message>
        <source>Report (HTML)</source>
        <translation>Rapport (HTML)</translation>
    </message>
    <message>
        <source>To read, print or share: one page with headers and bodies, without scripts, pictures or anything from the network. A body over 64 KiB is cut.</source>
        <translation>Att läsa, skriva ut eller dela: en sida med huvudfält och innehåll, utan skript, bilder eller något från nätverket. Innehåll över 64 KiB kortas av.</translation>
    </message>
</context>
<context>
    <name>scenarios.order-life</name>
    <message>
        <source>An order's life</source>
        <translation>En orders liv</translation>
    </message>
    <message>
        <source>From the order to its return: created, allocated, picked, packed and sent, then one article is returned.</source>
        <translation>Från ordern till dess retur: skapad, allokerad, plockad, packad och skickad, och sedan returneras en artikel.</translation>
    </message>
</context>
<context>
    <name>scenarios.order-life-disturbed</name>
    <message>
        <source>An order's life, disturbed</source>
        <translation>En orders liv, med störningar</translation>
    </message>
    <message>
        <source>The same events over an unreliable connection: some are sent twice, and two arrive in the wrong order.</source>
        <translation>Samma händelser över en opålitlig anslutning: några skickas två gånger, och två kommer i fel ordning.</translation>
    </message>
</context>
<context>
    <name>scenarios.purchase-order-to-stock</name>
    <message>
        <source>Purchase order to stock</source>
        <translation>Inköpsorder till lager</translation>
    </message>
    <message>
        <source>Goods are ordered, received and put away, then a stock count corrects the quantity.</source>
        <translation>Varor beställs, tas emot och läggs in, och sedan rättar en inventering antalet.</translation>
    </message>
</context>
<context>
    <name>ui.charts.chart_view</name>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Response times</source>
        <translation>Svarstider</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>längst</translation>
    </message>
    <message>
        <source>Response times, requests: {count}</source>
        <translation>Svarstider, begäranden: {count}</translation>
    </message>
    <message>
        <source>{good} succeeded, {bad} failed. {times}</source>
        <translation>{good} lyckades, {bad} misslyckades. {times}</translation>
    </message>
    <message>
        <source>Each response, by the time its request was sent</source>
        <translation>Varje svar, efter när begäran skickades</translation>
    </message>
    <message>
        <source>How many took how long</source>
        <translation>Hur många som tog hur lång tid</translation>
    </message>
    <message>
        <source>Backlog: requests that were due and had no answer yet</source>
        <translation>Eftersläpning: begäranden som skulle ha skickats och inte hade något svar</translation>
    </message>
</context>
<context>
    <name>ui.charts.numbers_window</name>
    <message>
        <source>Half took at most {median} ms, 95 % at most {slow} ms.</source>
        <translation>Hälften tog högst {median} ms, 95 % högst {slow} ms.</translation>
    </message>
    <message>
        <source>No exchanges in this period.</source>
        <translation>Inga anrop under den här tiden.</translation>
    </message>
    <message>
        <source>{count} received, {share} % of them refused.</source>
        <translation>{count} mottagna, {share} % av dem nekade.</translation>
    </message>
    <message>
        <source>{count} sent, {share} % of them failed.</source>
        <translation>{count} skickade, {share} % av dem misslyckades.</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Siffror</translation>
    </message>
    <message>
        <source>System or webhook</source>
        <translation>System eller webhook</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Riktning</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Senaste timmen</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Senaste 24 timmarna</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Senaste 7 dagarna</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Senaste 30 dagarna</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Läser historiken…</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>Anrop</translation>
    </message>
    <message>
        <source>Refused or failed</source>
        <translation>Nekade eller misslyckade</translation>
    </message>
    <message>
        <source>How long they took</source>
        <translation>Hur lång tid de tog</translation>
    </message>
    <message>
        <source>All systems</source>
        <translation>Alla system</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Mottagen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Skickad</translation>
    </message>
</context>
<context>
    <name>ui.commands.about</name>
    <message>
        <source>In the editor: save; in the test: send</source>
        <translation>I redigeraren: spara; i testet: skicka</translation>
    </message>
    <message>
        <source>Enable or disable the selected webhooks</source>
        <translation>Aktivera eller inaktivera markerade webhooks</translation>
    </message>
    <message>
        <source>Edit the selected webhook</source>
        <translation>Redigera den markerade webhooken</translation>
    </message>
    <message>
        <source>Compare the two selected exchanges</source>
        <translation>Jämför de två markerade anropen</translation>
    </message>
    <message>
        <source>Previous and next difference</source>
        <translation>Föregående och nästa skillnad</translation>
    </message>
    <message>
        <source>In Inbox and History: pause or clear the view</source>
        <translation>I Inkorg och Historik: pausa eller rensa vyn</translation>
    </message>
    <message>
        <source>Show or hide the repeats under an exchange</source>
        <translation>Visa eller dölj dubbletterna under ett anrop</translation>
    </message>
    <message>
        <source>Copy, pin, note, delete the selected exchanges</source>
        <translation>Kopiera, fäst, anteckna om eller ta bort de markerade anropen</translation>
    </message>
    <message>
        <source>In the filter: show suggestions, accept one</source>
        <translation>I filtret: visa förslag, godta ett</translation>
    </message>
    <message>
        <source>In a table: choose a column with the arrow keys, sort it (Enter), move it (Ctrl), resize it (Shift)</source>
        <translation>I en tabell: välj kolumn med piltangenterna, sortera (Retur), flytta (Ctrl), ändra bredd (Skift)</translation>
    </message>
    <message>
        <source>Show the selected webhook on the whole page</source>
        <translation>Visa den markerade webhooken på hela sidan</translation>
    </message>
    <message>
        <source>Cancel or close; in the list: show all again</source>
        <translation>Avbryt eller stäng; i listan: visa alla igen</translation>
    </message>
    <message>
        <source>Guide to this page</source>
        <translation>Guide till den här sidan</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Kortkommandon</translation>
    </message>
    <message>
        <source>Support pack…</source>
        <translation>Supportpaket…</translation>
    </message>
    <message>
        <source>About Ongoing Desktop</source>
        <translation>Om Ongoing Desktop</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avsluta</translation>
    </message>
</context>
<context>
    <name>ui.commands.actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Arkiv</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Redigera</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Visa</translation>
    </message>
    <message>
        <source>&amp;Webhook</source>
        <translation>&amp;Webhook</translation>
    </message>
    <message>
        <source>E&amp;xchange</source>
        <translation>A&amp;nrop</translation>
    </message>
    <message>
        <source>&amp;Listener</source>
        <translation>&amp;Lyssnare</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>V&amp;erktyg</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hjälp</translation>
    </message>
</context>
<context>
    <name>ui.commands.exchanges</name>
    <message>
        <source>Copy rows</source>
        <translation>Kopiera rader</translation>
    </message>
    <message>
        <source>Pin or unpin</source>
        <translation>Fäst eller lossa</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Anteckning…</translation>
    </message>
    <message>
        <source>Compare the two selected</source>
        <translation>Jämför de två markerade</translation>
    </message>
    <message>
        <source>Timeline of the order</source>
        <translation>Orderns tidslinje</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
</context>
<context>
    <name>ui.commands.files</name>
    <message>
        <source>Import settings…</source>
        <translation>Importera inställningar…</translation>
    </message>
    <message>
        <source>Export settings…</source>
        <translation>Exportera inställningar…</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>Exportera markerade…</translation>
    </message>
    <message>
        <source>Settings sheet…</source>
        <translation>Inställningsblad…</translation>
    </message>
    <message>
        <source>Export exchanges…</source>
        <translation>Exportera anrop…</translation>
    </message>
    <message>
        <source>Import exchanges (HAR)…</source>
        <translation>Importera anrop (HAR)…</translation>
    </message>
    <message>
        <source>Check a payload…</source>
        <translation>Kontrollera en nyttolast…</translation>
    </message>
    <message>
        <source>History limits…</source>
        <translation>Gränser för historiken…</translation>
    </message>
    <message>
        <source>Stored credentials…</source>
        <translation>Sparade inloggningsuppgifter…</translation>
    </message>
    <message>
        <source>Credential names…</source>
        <translation>Inloggningsuppgifters namn…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Visa i mappen</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Importera inställningar</translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation>Inställningar (*.json)</translation>
    </message>
    <message>
        <source>Reply rules: {added} added, {replaced} replaced, {unchanged} unchanged; new ones are off.</source>
        <translation>Svarsregler: {added} tillagda, {replaced} ersatta, {unchanged} oförändrade; nya är avstängda.</translation>
    </message>
    <message>
        <source>Import exchanges</source>
        <translation>Importera anrop</translation>
    </message>
    <message>
        <source>HTTP Archive (*.har *.json)</source>
        <translation>HTTP-arkiv (*.har *.json)</translation>
    </message>
    <message numerus="yes">
        <source>Imported {count} exchanges. See History.</source>
        <translation>
            <numerusform>Importerade 1 anrop. Se Historik.</numerusform>
            <numerusform>Importerade {count} anrop. Se Historik.</numerusform>
        </translation>
        <extra-one>Imported 1 exchange. See History.</extra-one>
    </message>
    <message>
        <source>{done} of {all} kB read.</source>
        <translation>{done} av {all} kB lästa.</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Exportera inställningar</translation>
    </message>
    <message>
        <source>Settings exported to {name}, without the passwords and tokens in the keyring.</source>
        <translation>Inställningarna exporterades till {name}, utan lösenord och token i nyckelringen.</translation>
    </message>
    <message>
        <source>Imported: {added} added, {replaced} replaced, {unchanged} unchanged.</source>
        <translation>Importerat: {added} tillagda, {replaced} ersatta, {unchanged} oförändrade.</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>Läser {name}</translation>
    </message>
    <message>
        <source>Enter the credential for: {names}.</source>
        <translation>Ange inloggningsuppgifter för: {names}.</translation>
    </message>
</context>
<context>
    <name>ui.commands.listening</name>
    <message>
        <source>Start listening</source>
        <translation>Börja lyssna</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>Sluta lyssna</translation>
    </message>
    <message>
        <source>Reply rules…</source>
        <translation>Svarsregler…</translation>
    </message>
    <message>
        <source>API simulator…</source>
        <translation>API-simulator…</translation>
    </message>
    <message>
        <source>Listener settings…</source>
        <translation>Lyssnarens inställningar…</translation>
    </message>
    <message>
        <source>Public address…</source>
        <translation>Publik adress…</translation>
    </message>
    <message>
        <source>Notify when requests arrive</source>
        <translation>Avisera när begäranden kommer</translation>
    </message>
    <message>
        <source>Saved. Restart the listener to apply address and certificate.</source>
        <translation>Sparat. Starta om lyssnaren för att använda adressen och certifikatet.</translation>
    </message>
    <message>
        <source>“{name}” is now sent to {url}.</source>
        <translation>”{name}” skickas nu till {url}.</translation>
    </message>
    <message>
        <source>Restart listener</source>
        <translation>Starta om lyssnaren</translation>
    </message>
    <message>
        <source>Use port {port}</source>
        <translation>Använd port {port}</translation>
    </message>
    <message>
        <source>Requests are answered with 200 again. Switched off: {names}.</source>
        <translation>Begäranden besvaras med 200 igen. Avstängda: {names}.</translation>
    </message>
    <message>
        <source>Every request is now answered by “{name}”.</source>
        <translation>Alla begäranden besvaras nu av ”{name}”.</translation>
    </message>
    <message>
        <source>The listener settings were saved.</source>
        <translation>Lyssnarens inställningar sparades.</translation>
    </message>
</context>
<context>
    <name>ui.commands.ongoing</name>
    <message>
        <source>Connect to Ongoing…</source>
        <translation>Anslut till Ongoing…</translation>
    </message>
    <message>
        <source>Import from Ongoing…</source>
        <translation>Importera från Ongoing…</translation>
    </message>
    <message>
        <source>What did I miss?…</source>
        <translation>Vad har jag missat?…</translation>
    </message>
    <message>
        <source>Look up in Ongoing</source>
        <translation>Slå upp i Ongoing</translation>
    </message>
    <message>
        <source>“{name}” is not connected to Ongoing yet.</source>
        <translation>”{name}” är inte anslutet till Ongoing ännu.</translation>
    </message>
</context>
<context>
    <name>ui.commands.sending</name>
    <message>
        <source>Test now</source>
        <translation>Testa nu</translation>
    </message>
    <message>
        <source>Repeat and order…</source>
        <translation>Upprepning och ordning…</translation>
    </message>
    <message>
        <source>Prove a receiver…</source>
        <translation>Pröva en mottagare…</translation>
    </message>
    <message>
        <source>Morning burst…</source>
        <translation>Morgonskur…</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Skicka igen</translation>
    </message>
    <message>
        <source>Send again with changes…</source>
        <translation>Skicka igen med ändringar…</translation>
    </message>
    <message>
        <source>Send all that failed again…</source>
        <translation>Skicka alla misslyckade igen…</translation>
    </message>
    <message>
        <source>Send a request…</source>
        <translation>Skicka en begäran…</translation>
    </message>
    <message>
        <source>Schedules…</source>
        <translation>Scheman…</translation>
    </message>
</context>
<context>
    <name>ui.commands.systems</name>
    <message>
        <source>Demo added. Start the listener and send a test to see the request in the Inbox.</source>
        <translation>Demon är tillagd. Börja lyssna och skicka ett test, så ser du begäran i Inkorg.</translation>
    </message>
    <message numerus="yes">
        <source>Removed the demo system and its {count} webhooks. The history stays.</source>
        <translation>
            <numerusform>Tog bort demosystemet och dess webhook. Historiken finns kvar.</numerusform>
            <numerusform>Tog bort demosystemet och dess {count} webhooks. Historiken finns kvar.</numerusform>
        </translation>
        <extra-one>Removed the demo system and its webhook. The history stays.</extra-one>
    </message>
    <message>
        <source>Add system…</source>
        <translation>Lägg till system…</translation>
    </message>
    <message>
        <source>Add goods owner…</source>
        <translation>Lägg till varuägare…</translation>
    </message>
    <message>
        <source>Systems…</source>
        <translation>System…</translation>
    </message>
    <message>
        <source>Compare systems…</source>
        <translation>Jämför system…</translation>
    </message>
    <message>
        <source>Try it: add the demo system</source>
        <translation>Prova: lägg till demosystemet</translation>
    </message>
    <message>
        <source>Remove the demo system</source>
        <translation>Ta bort demosystemet</translation>
    </message>
    <message>
        <source>Added the system “{name}”. Now add its goods owners.</source>
        <translation>Lade till systemet ”{name}”. Lägg nu till dess varuägare.</translation>
    </message>
    <message>
        <source>Add goods owner</source>
        <translation>Lägg till varuägare</translation>
    </message>
    <message>
        <source>Start listening and test</source>
        <translation>Börja lyssna och testa</translation>
    </message>
    <message>
        <source>Added the goods owner “{name}”.</source>
        <translation>Lade till varuägaren ”{name}”.</translation>
    </message>
</context>
<context>
    <name>ui.commands.view</name>
    <message>
        <source>Group</source>
        <translation>Gruppera</translation>
    </message>
    <message>
        <source>Show all systems</source>
        <translation>Visa alla system</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nästa del av fönstret</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Gör om</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Changes…</source>
        <translation>Ändringar…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Inställningar…</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Kommandopalett…</translation>
    </message>
    <message>
        <source>Numbers…</source>
        <translation>Siffror…</translation>
    </message>
    <message>
        <source>Payload shapes…</source>
        <translation>Nyttolasternas form…</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zooma in</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zooma ut</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Verklig storlek</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Luftiga</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rader</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakta</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Inga grupper</translation>
    </message>
    <message>
        <source>Group by event</source>
        <translation>Gruppera efter händelse</translation>
    </message>
    <message>
        <source>Group by order</source>
        <translation>Gruppera efter order</translation>
    </message>
    <message>
        <source>Group by webhook</source>
        <translation>Gruppera efter webhook</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatiskt</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detaljer</translation>
    </message>
    <message>
        <source>Below the list</source>
        <translation>Under listan</translation>
    </message>
    <message>
        <source>Beside the list</source>
        <translation>Bredvid listan</translation>
    </message>
    <message>
        <source>Beside the list (the window is too narrow)</source>
        <translation>Bredvid listan (fönstret är för smalt)</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Färger</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Ljust</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mörkt</translation>
    </message>
    <message>
        <source>Show in Settings</source>
        <translation>Visa i Inställningar</translation>
    </message>
</context>
<context>
    <name>ui.commands.webhooks</name>
    <message>
        <source>Create new regular webhook</source>
        <translation>Skapa ny vanlig webhook</translation>
    </message>
    <message>
        <source>Create new automation webhook</source>
        <translation>Skapa ny automationswebhook</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Redigera</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicera</translation>
    </message>
    <message>
        <source>Receiver code…</source>
        <translation>Mottagarkod…</translation>
    </message>
    <message>
        <source>Go-live checklist…</source>
        <translation>Checklista för driftsättning…</translation>
    </message>
    <message>
        <source>Types and collections…</source>
        <translation>Typer och samlingar…</translation>
    </message>
    <message>
        <source>Enable or disable</source>
        <translation>Aktivera eller inaktivera</translation>
    </message>
    <message>
        <source>Enable selected</source>
        <translation>Aktivera markerade</translation>
    </message>
    <message>
        <source>Disable selected</source>
        <translation>Inaktivera markerade</translation>
    </message>
    <message>
        <source>Copy as settings (JSON)</source>
        <translation>Kopiera som inställningar (JSON)</translation>
    </message>
    <message>
        <source>Paste webhooks</source>
        <translation>Klistra in webhooks</translation>
    </message>
    <message>
        <source>Copied {count} webhooks as settings, without the passwords and tokens in the keyring.</source>
        <translation>Kopierade {count} webhooks som inställningar, utan lösenord och token i nyckelringen.</translation>
    </message>
    <message>
        <source>Copied “{name}” as settings, without the passwords and tokens in the keyring.</source>
        <translation>Kopierade ”{name}” som inställningar, utan lösenord och token i nyckelringen.</translation>
    </message>
    <message>
        <source>Created “{name}”, disabled and without a credential. Enter the credential in the editor.</source>
        <translation>Skapade ”{name}”, inaktiverad och utan inloggningsuppgifter. Ange dem i redigeraren.</translation>
    </message>
    <message>
        <source>The clipboard contains no text to paste webhooks from.</source>
        <translation>Urklipp innehåller ingen text att klistra in webhooks från.</translation>
    </message>
    <message>
        <source>Saved “{name}” here. Nothing was changed in Ongoing.</source>
        <translation>Sparade ”{name}” här. Ingenting ändrades i Ongoing.</translation>
    </message>
    <message>
        <source>Created {count} copies, disabled and without credentials.</source>
        <translation>Skapade {count} kopior, inaktiverade och utan inloggningsuppgifter.</translation>
    </message>
    <message>
        <source>Deleted “{name}” here. Nothing was changed in Ongoing.</source>
        <translation>Tog bort ”{name}” här. Ingenting ändrades i Ongoing.</translation>
    </message>
    <message>
        <source>Deleted {count} webhooks here. Nothing was changed in Ongoing.</source>
        <translation>Tog bort {count} webhooks här. Ingenting ändrades i Ongoing.</translation>
    </message>
    <message>
        <source>The text on the clipboard contains no webhook.</source>
        <translation>Texten i urklipp innehåller ingen webhook.</translation>
    </message>
    <message>
        <source>Not used from the cURL command: {names}.</source>
        <translation>Används inte från cURL-kommandot: {names}.</translation>
    </message>
</context>
<context>
    <name>ui.composer.additions</name>
    <message>
        <source>Write {{name}} in the payload or a header. This program fills in: {names}.</source>
        <translation>Skriv {{name}} i nyttolasten eller i ett huvud. Programmet fyller i: {names}.</translation>
    </message>
    <message>
        <source>Variables of all webhooks of {system}</source>
        <translation>Variabler för alla webhooks i {system}</translation>
    </message>
    <message>
        <source>Additional headers</source>
        <translation>Egna huvudfält</translation>
    </message>
    <message>
        <source>Variables of this webhook</source>
        <translation>Variabler för den här webhooken</translation>
    </message>
    <message>
        <source>Variables of the system</source>
        <translation>Systemets variabler</translation>
    </message>
    <message>
        <source>Do not enter passwords or tokens here: the webhook’s authentication stores them in the keyring.</source>
        <translation>Ange inga lösenord eller token här: webhookens autentisering sparar dem i nyckelringen.</translation>
    </message>
</context>
<context>
    <name>ui.composer.composer_panel</name>
    <message>
        <source>Payload and headers were taken from the cURL command; address and credential remain the webhook’s.</source>
        <translation>Nyttolast och huvudfält togs från cURL-kommandot; adress och inloggningsuppgifter är fortfarande webhookens.</translation>
    </message>
    <message>
        <source>Parts of the request</source>
        <translation>Delar av begäran</translation>
    </message>
    <message>
        <source>! Not sent</source>
        <translation>! Inte skickad</translation>
    </message>
    <message>
        <source>✕ Cancelled</source>
        <translation>✕ Avbruten</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nyttolast</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Kontroll</translation>
    </message>
    <message>
        <source>Additions</source>
        <translation>Tillägg</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Begäran</translation>
    </message>
    <message>
        <source>The same event twice, two swapped, many at once</source>
        <translation>Samma händelse två gånger, två i omvänd ordning, många samtidigt</translation>
    </message>
    <message>
        <source>The redirect leads there. The test will be sent again from the start.</source>
        <translation>Omdirigeringen leder dit. Testet skickas om från början.</translation>
    </message>
    <message>
        <source>Not used: {names}.</source>
        <translation>Används inte: {names}.</translation>
    </message>
</context>
<context>
    <name>ui.composer.live_check</name>
    <message>
        <source>Compared with the documented type: errors {error}, warnings {warning}, notes {note}.</source>
        <translation>Jämfört med den dokumenterade typen: fel {error}, varningar {warning}, upplysningar {note}.</translation>
    </message>
    <message>
        <source>It matches the documented type.</source>
        <translation>Den stämmer med den dokumenterade typen.</translation>
    </message>
    <message>
        <source>Check ✕</source>
        <translation>Kontroll ✕</translation>
    </message>
    <message>
        <source>Check ✓</source>
        <translation>Kontroll ✓</translation>
    </message>
    <message>
        <source>It can still be sent.</source>
        <translation>Den kan ändå skickas.</translation>
    </message>
    <message>
        <source>Check ({count})</source>
        <translation>Kontroll ({count})</translation>
    </message>
</context>
<context>
    <name>ui.composer.options_dialog</name>
    <message>
        <source>Treat all receivers of {system} as production</source>
        <translation>Behandla alla mottagare i {system} som produktion</translation>
    </message>
    <message>
        <source>This computer is always reached without a proxy. Ongoing’s own time limits are not documented.</source>
        <translation>Den här datorn nås alltid utan proxy. Ongoings egna tidsgränser är inte dokumenterade.</translation>
    </message>
    <message>
        <source>Test options</source>
        <translation>Testalternativ</translation>
    </message>
    <message>
        <source>Follow redirects, up to five</source>
        <translation>Följ omdirigeringar, högst fem</translation>
    </message>
    <message>
        <source>Do not verify the receiver’s certificate</source>
        <translation>Verifiera inte mottagarens certifikat</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Välj…</translation>
    </message>
    <message>
        <source>The name suggests production.</source>
        <translation>Namnet tyder på produktion.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Own certificate authorities</source>
        <translation>Egna certifikatutfärdare</translation>
    </message>
    <message>
        <source>PEM (*.pem *.crt *.cer);;All files (*)</source>
        <translation>PEM (*.pem *.crt *.cer);;Alla filer (*)</translation>
    </message>
    <message>
        <source>PEM file, added to the defaults</source>
        <translation>PEM-fil, utöver de vanliga</translation>
    </message>
    <message>
        <source>Use system settings</source>
        <translation>Använd systemets inställningar</translation>
    </message>
    <message>
        <source>Use this proxy:</source>
        <translation>Använd den här proxyn:</translation>
    </message>
    <message>
        <source>Proxy address</source>
        <translation>Proxyns adress</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>To connect</source>
        <translation>För att ansluta</translation>
    </message>
    <message>
        <source>Between data</source>
        <translation>Mellan data</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totalt</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Credentials, custom headers and the payload are never sent to another origin.</source>
        <translation>Inloggningsuppgifter, egna huvudfält och nyttolasten skickas aldrig till en annan server.</translation>
    </message>
    <message>
        <source>Treat {host} as production</source>
        <translation>Behandla {host} som produktion</translation>
    </message>
    <message>
        <source>All tests from this computer</source>
        <translation>Alla test från den här datorn</translation>
    </message>
</context>
<context>
    <name>ui.composer.payload_editor</name>
    <message>
        <source>This is too large for the editor: over 2 million characters.</source>
        <translation>Det här är för stort för redigeraren: över 2 miljoner tecken.</translation>
    </message>
    <message>
        <source>This has lines of over 4,000 characters and is not plain JSON.</source>
        <translation>Det här har rader på över 4 000 tecken och är inte ren JSON.</translation>
    </message>
</context>
<context>
    <name>ui.composer.payload_pane</name>
    <message>
        <source>This body is too large for the editor, or it is not text.</source>
        <translation>Innehållet är för stort för redigeraren, eller så är det inte text.</translation>
    </message>
    <message>
        <source>This file is too large for the editor, or it is not text.</source>
        <translation>Filen är för stor för redigeraren, eller så är den inte text.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Gå dit</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Utgå från</translation>
    </message>
    <message>
        <source>Real ids</source>
        <translation>Verkliga id:n</translation>
    </message>
    <message>
        <source>Ids that you entered before. Receivers that look them up need real ones.</source>
        <translation>Id:n som du har angett tidigare. Mottagare som slår upp dem behöver verkliga.</translation>
    </message>
    <message>
        <source>Format</source>
        <comment>the payload</comment>
        <translation>Formatera</translation>
    </message>
    <message>
        <source>Reset to a fresh payload</source>
        <translation>Återställ till en ny nyttolast</translation>
    </message>
    <message>
        <source>No editable payload has been sent for this webhook yet.</source>
        <translation>Ingen redigerbar nyttolast har skickats för den här webhooken ännu.</translation>
    </message>
    <message>
        <source>Open a payload</source>
        <translation>Öppna en nyttolast</translation>
    </message>
    <message>
        <source>JSON (*.json);;All files (*)</source>
        <translation>JSON (*.json);;Alla filer (*)</translation>
    </message>
    <message>
        <source>Realistic values</source>
        <translation>Realistiska värden</translation>
    </message>
    <message>
        <source>The documented example</source>
        <translation>Det dokumenterade exemplet</translation>
    </message>
    <message>
        <source>As in captured payloads</source>
        <translation>Som i inspelade nyttolaster</translation>
    </message>
    <message>
        <source>The last payload sent</source>
        <translation>Den senast skickade nyttolasten</translation>
    </message>
    <message>
        <source>A received payload…</source>
        <translation>En mottagen nyttolast…</translation>
    </message>
    <message>
        <source>A saved payload…</source>
        <translation>En sparad nyttolast…</translation>
    </message>
    <message>
        <source>A real order, purchase order or article…</source>
        <translation>En verklig order, inköpsorder eller artikel…</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>En fil…</translation>
    </message>
    <message>
        <source>The cURL command on the clipboard</source>
        <translation>cURL-kommandot i urklipp</translation>
    </message>
    <message>
        <source>Reset to a fresh payload with realistic values</source>
        <translation>Återställ till en ny nyttolast med realistiska värden</translation>
    </message>
    <message>
        <source>The clipboard contains no cURL command.</source>
        <translation>Urklipp innehåller inget cURL-kommando.</translation>
    </message>
    <message>
        <source>Save this payload…</source>
        <translation>Spara nyttolasten…</translation>
    </message>
    <message>
        <source>None yet: enter one in the payload and send it</source>
        <translation>Inga ännu: ange ett i nyttolasten och skicka den</translation>
    </message>
</context>
<context>
    <name>ui.composer.payload_sources</name>
    <message>
        <source>Save payload</source>
        <translation>Spara nyttolast</translation>
    </message>
    <message>
        <source>Saved in the data folder as it is, including personal data. One of the same name is replaced.</source>
        <translation>Sparas i datamappen som den är, även med personuppgifter. En med samma namn ersätts.</translation>
    </message>
    <message>
        <source>Received payloads of this type, newest first. They are sent unchanged.</source>
        <translation>Mottagna nyttolaster av den här typen, de nyaste först. De skickas oförändrade.</translation>
    </message>
    <message>
        <source>No payload of this type has been received yet.</source>
        <translation>Ingen nyttolast av den här typen har tagits emot ännu.</translation>
    </message>
    <message>
        <source>No payload is saved yet. Save one here, or from the menu of an exchange.</source>
        <translation>Ingen nyttolast är sparad ännu. Spara en här eller från menyn för ett anrop.</translation>
    </message>
    <message>
        <source>Ids, numbers and the status come from Ongoing; everything else stays invented, so nothing personal is in it.</source>
        <translation>Id:n, nummer och status kommer från Ongoing; allt annat är fortfarande påhittat, så inga personuppgifter följer med.</translation>
    </message>
    <message>
        <source>Use payload</source>
        <translation>Använd nyttolasten</translation>
    </message>
    <message>
        <source>Choose a received payload</source>
        <translation>Välj en mottagen nyttolast</translation>
    </message>
    <message>
        <source>Received payloads of this type</source>
        <translation>Mottagna nyttolaster av den här typen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Söker…</translation>
    </message>
    <message>
        <source>Choose a saved payload</source>
        <translation>Välj en sparad nyttolast</translation>
    </message>
    <message>
        <source>Saved payloads</source>
        <translation>Sparade nyttolaster</translation>
    </message>
    <message>
        <source>Start from a real object</source>
        <translation>Utgå från ett verkligt objekt</translation>
    </message>
    <message>
        <source>number</source>
        <translation>nummer</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Använd</translation>
    </message>
    <message>
        <source>Asking Ongoing…</source>
        <translation>Frågar Ongoing…</translation>
    </message>
    <message>
        <source>They are sent unchanged.</source>
        <translation>De skickas oförändrade.</translation>
    </message>
    <message>
        <source>Enter a number.</source>
        <translation>Ange ett nummer.</translation>
    </message>
    <message>
        <source>event {id}</source>
        <translation>händelse {id}</translation>
    </message>
    <message>
        <source>Number of the {what}</source>
        <translation>Nummer ({what})</translation>
    </message>
</context>
<context>
    <name>ui.composer.request_editor</name>
    <message>
        <source>Headers</source>
        <translation>Huvud</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Innehåll</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metod</translation>
    </message>
    <message>
        <source>The body is sent byte for byte as recorded; it is not text, or it is too long to edit.</source>
        <translation>Innehållet skickas byte för byte som det spelades in; det är inte text, eller för långt att redigera.</translation>
    </message>
</context>
<context>
    <name>ui.composer.request_preview</name>
    <message>
        <source>This is exactly what is sent; only the credential is masked. Assumed of Ongoing: POST and application/json.</source>
        <translation>Exakt detta skickas; bara inloggningsuppgiften är maskerad. Antaget om Ongoing: POST och application/json.</translation>
    </message>
    <message>
        <source>The request as it will be sent</source>
        <translation>Begäran som den kommer att skickas</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Only the beginning is shown.</source>
        <translation>Bara början visas.</translation>
    </message>
</context>
<context>
    <name>ui.composer.result_view</name>
    <message>
        <source>Start listening and send again</source>
        <translation>Börja lyssna och skicka igen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Anslutning</translation>
    </message>
    <message>
        <source>The answer to the next test appears here. Ctrl+Enter sends the payload.</source>
        <translation>Svaret på nästa test visas här. Ctrl+Retur skickar nyttolasten.</translation>
    </message>
    <message>
        <source>… Sending</source>
        <translation>… Skickar</translation>
    </message>
    <message>
        <source>Parts of the result</source>
        <translation>Delar av resultatet</translation>
    </message>
    <message>
        <source>No proxy</source>
        <translation>Ingen proxy</translation>
    </message>
    <message>
        <source>Redirect {status} to another origin, without credential, custom headers and payload: {url}</source>
        <translation>Omdirigering {status} till en annan server, utan inloggningsuppgifter, egna huvudfält och nyttolast: {url}</translation>
    </message>
    <message>
        <source>Redirect {status} to {url}</source>
        <translation>Omdirigering {status} till {url}</translation>
    </message>
    <message>
        <source>The certificate was verified</source>
        <translation>Certifikatet verifierades</translation>
    </message>
    <message>
        <source>The certificate was NOT verified</source>
        <translation>Certifikatet verifierades INTE</translation>
    </message>
    <message>
        <source>through a proxy</source>
        <translation>genom en proxy</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>Address: {url}</source>
        <translation>Adress: {url}</translation>
    </message>
    <message>
        <source>Not encrypted (http)</source>
        <translation>Inte krypterad (http)</translation>
    </message>
    <message>
        <source>Certificate of: {subject}</source>
        <translation>Certifikat för: {subject}</translation>
    </message>
    <message>
        <source>For: {names}</source>
        <translation>För: {names}</translation>
    </message>
    <message>
        <source>Issued by: {issuer}</source>
        <translation>Utfärdat av: {issuer}</translation>
    </message>
    <message>
        <source>Valid from {since} until {until}</source>
        <translation>Giltigt från {since} till {until}</translation>
    </message>
    <message>
        <source>{time} total</source>
        <translation>{time} totalt</translation>
    </message>
    <message>
        <source>Connected to: {remote}</source>
        <translation>Ansluten till: {remote}</translation>
    </message>
    <message>
        <source>Through the proxy {proxy}</source>
        <translation>Genom proxyn {proxy}</translation>
    </message>
</context>
<context>
    <name>ui.composer.target</name>
    <message>
        <source>assumed: POST, Content-Type: application/json, the text of webhookTemplate</source>
        <translation>antaget: POST, Content-Type: application/json, texten i webhookTemplate</translation>
    </message>
    <message>
        <source>Target of the test</source>
        <translation>Testets mål</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Till</translation>
    </message>
    <message>
        <source>Send test</source>
        <translation>Skicka test</translation>
    </message>
    <message>
        <source>! Production</source>
        <translation>! Produktion</translation>
    </message>
    <message>
        <source>! Certificate not verified</source>
        <translation>! Certifikatet är inte verifierat</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>Alternativ…</translation>
    </message>
    <message>
        <source>The webhook's URL · {url}</source>
        <translation>Webhookens URL · {url}</translation>
    </message>
    <message>
        <source>The built-in listener · {url}</source>
        <translation>Den inbyggda lyssnaren · {url}</translation>
    </message>
    <message>
        <source>An address on this computer</source>
        <translation>En adress på den här datorn</translation>
    </message>
    <message>
        <source>Address on this computer</source>
        <translation>Adress på den här datorn</translation>
    </message>
    <message>
        <source>Send the payload now (Ctrl+Enter)</source>
        <translation>Skicka nyttolasten nu (Ctrl+Retur)</translation>
    </message>
    <message>
        <source>Redirects, certificates, production, time limits, proxy</source>
        <translation>Omdirigeringar, certifikat, produktion, tidsgränser, proxy</translation>
    </message>
    <message>
        <source>{scheme}: no credential stored; edit the webhook</source>
        <translation>{scheme}: inga inloggningsuppgifter sparade; redigera webhooken</translation>
    </message>
    <message>
        <source>No authentication</source>
        <translation>Ingen autentisering</translation>
    </message>
    <message>
        <source>{scheme}: the credential cannot be read</source>
        <translation>{scheme}: inloggningsuppgifterna kan inte läsas</translation>
    </message>
    <message>
        <source>Sending… {seconds} s</source>
        <translation>Skickar… {seconds} s</translation>
    </message>
</context>
<context>
    <name>ui.composer.target_safety</name>
    <message>
        <source>Treat as production (ask me to type the host name each time)</source>
        <translation>Behandla som produktion (be mig skriva värdnamnet varje gång)</translation>
    </message>
    <message>
        <source>Send to production?</source>
        <translation>Skicka till produktion?</translation>
    </message>
    <message>
        <source>Send to another computer?</source>
        <translation>Skicka till en annan dator?</translation>
    </message>
    <message>
        <source>Send to production</source>
        <translation>Skicka till produktion</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Skicka</translation>
    </message>
    <message>
        <source>Type the host name</source>
        <translation>Skriv värdnamnet</translation>
    </message>
</context>
<context>
    <name>ui.composer.timing_bar</name>
    <message>
        <source>Timing</source>
        <translation>Tider</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>anslut</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>send</source>
        <translation>sänd</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>vänta</translation>
    </message>
    <message>
        <source>receive</source>
        <translation>ta emot</translation>
    </message>
</context>
<context>
    <name>ui.credentials.credential_line</name>
    <message>
        <source>Rotate: store a new credential and accept the old one until you end the rotation</source>
        <translation>Byt: spara en ny inloggningsuppgift och acceptera den gamla tills du avslutar bytet</translation>
    </message>
    <message>
        <source>Credential copied. The clipboard is cleared in {seconds} seconds.</source>
        <translation>Inloggningsuppgiften kopierades. Urklipp töms om {seconds} sekunder.</translation>
    </message>
    <message>
        <source>The old credential was last used on {at}. The listener will now reject it.</source>
        <translation>Den gamla inloggningsuppgiften användes senast {at}. Lyssnaren kommer nu att neka den.</translation>
    </message>
    <message>
        <source>Show the credential</source>
        <translation>Visa inloggningsuppgiften</translation>
    </message>
    <message>
        <source>Hide the credential</source>
        <translation>Dölj inloggningsuppgiften</translation>
    </message>
    <message>
        <source>Copy the credential</source>
        <translation>Kopiera inloggningsuppgiften</translation>
    </message>
    <message>
        <source>End rotation</source>
        <translation>Avsluta bytet</translation>
    </message>
    <message>
        <source>End the rotation?</source>
        <translation>Avsluta bytet?</translation>
    </message>
    <message>
        <source>The stored credential</source>
        <translation>Den sparade inloggningsuppgiften</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Läser…</translation>
    </message>
    <message>
        <source>not used since then.</source>
        <translation>har inte använts sedan dess.</translation>
    </message>
    <message>
        <source>Make sure Ongoing has the new one.</source>
        <translation>Se till att Ongoing har den nya.</translation>
    </message>
    <message>
        <source>The old credential for “{name}” is no longer accepted.</source>
        <translation>Den gamla inloggningsuppgiften för ”{name}” accepteras inte längre.</translation>
    </message>
    <message>
        <source>This could not be read.</source>
        <translation>Det här gick inte att läsa.</translation>
    </message>
    <message>
        <source>Rotation started {at}; old credential</source>
        <translation>Bytet påbörjades {at}; den gamla inloggningsuppgiften</translation>
    </message>
    <message>
        <source>last used on {at}.</source>
        <translation>användes senast {at}.</translation>
    </message>
</context>
<context>
    <name>ui.credentials.names</name>
    <message>
        <source>If the name of a header, or of a parameter in an address, shows that it is a credential, its value is replaced before an exchange is stored or exported, and it is not forwarded to other computers. A webhook can keep the values as received; exports never contain them. Names are matched by their words, in any spelling. For example:</source>
        <translation>Om namnet på ett huvudfält, eller på en parameter i en adress, visar att det är en inloggningsuppgift, ersätts värdet innan ett anrop sparas eller exporteras, och det vidarebefordras inte till andra datorer. En webhook kan behålla värdena som de togs emot; exporter innehåller dem aldrig. Namnen jämförs ord för ord, oavsett skrivsätt. Till exempel:</translation>
    </message>
    <message>
        <source>Always treated as credentials: values that begin with Bearer or Basic, JSON Web Tokens, and user name and password before a host. Not examined: bodies, and the path of an address.</source>
        <translation>Behandlas alltid som inloggningsuppgifter: värden som börjar med Bearer eller Basic, JSON Web Tokens, samt användarnamn och lösenord före en värd. Granskas inte: innehåll, och sökvägen i en adress.</translation>
    </message>
    <message>
        <source>Credential names</source>
        <translation>Inloggningsuppgifters namn</translation>
    </message>
    <message>
        <source>Your headers</source>
        <translation>Dina huvudfält</translation>
    </message>
    <message>
        <source>Your parameters</source>
        <translation>Dina parametrar</translation>
    </message>
    <message>
        <source>One per line, such as X-Tenant. Case does not matter.</source>
        <translation>Ett per rad, till exempel X-Tenant. Stora och små bokstäver spelar ingen roll.</translation>
    </message>
    <message>
        <source>Parameters in addresses, one per line, such as tenant.</source>
        <translation>Parametrar i adresser, en per rad, till exempel tenant.</translation>
    </message>
    <message>
        <source>Try a name</source>
        <translation>Prova ett namn</translation>
    </message>
    <message>
        <source>The changed names are not saved.</source>
        <translation>De ändrade namnen är inte sparade.</translation>
    </message>
    <message>
        <source>Name to try, such as X-Gitlab-Token</source>
        <translation>Namn att prova, till exempel X-Gitlab-Token</translation>
    </message>
    <message>
        <source>Headers: {names}.</source>
        <translation>Huvudfält: {names}.</translation>
    </message>
    <message>
        <source>Parameters: {names}.</source>
        <translation>Parametrar: {names}.</translation>
    </message>
    <message>
        <source>Replaced both as a header and as a parameter.</source>
        <translation>Ersätts både som huvudfält och som parameter.</translation>
    </message>
    <message>
        <source>Replaced as a header; readable as a parameter.</source>
        <translation>Ersätts som huvudfält; läsbart som parameter.</translation>
    </message>
    <message>
        <source>Replaced as a parameter; readable as a header.</source>
        <translation>Ersätts som parameter; läsbart som huvudfält.</translation>
    </message>
    <message>
        <source>Not replaced; its value stays readable.</source>
        <translation>Ersätts inte; värdet förblir läsbart.</translation>
    </message>
</context>
<context>
    <name>ui.credentials.rotation_dialog</name>
    <message>
        <source>Rotate credential</source>
        <translation>Byt inloggningsuppgift</translation>
    </message>
    <message>
        <source>Start rotation</source>
        <translation>Starta bytet</translation>
    </message>
    <message>
        <source>1.  Store the new credential here. The listener then accepts both.</source>
        <translation>1.  Spara den nya inloggningsuppgiften här. Lyssnaren accepterar sedan båda.</translation>
    </message>
    <message>
        <source>2.  Enter it in Ongoing (Administration ⇒ Webhooks).</source>
        <translation>2.  Ange den i Ongoing (Administration ⇒ Webhooks).</translation>
    </message>
    <message>
        <source>3.  End the rotation on the Settings tab, which shows when the old one was last used.</source>
        <translation>3.  Avsluta bytet på fliken Inställningar, som visar när den gamla senast användes.</translation>
    </message>
    <message>
        <source>The old and the new credential for “{name}” are accepted. Now enter the new one in Ongoing.</source>
        <translation>Både den gamla och den nya inloggningsuppgiften för ”{name}” accepteras. Ange nu den nya i Ongoing.</translation>
    </message>
    <message>
        <source>Rotate the credential for “{name}”</source>
        <translation>Byt inloggningsuppgift för ”{name}”</translation>
    </message>
</context>
<context>
    <name>ui.credentials.stored_credentials_dialog</name>
    <message>
        <source>Replaced and deleted credentials are kept for Undo, for up to a week, then removed automatically. Credentials in use are removed together with their webhook.</source>
        <translation>Ersatta och borttagna inloggningsuppgifter behålls för Ångra, i högst en vecka, och tas sedan bort automatiskt. De som används tas bort tillsammans med sin webhook.</translation>
    </message>
    <message>
        <source>Asking the keyring for entry {number} of {count} …</source>
        <translation>Frågar nyckelringen om post {number} av {count} …</translation>
    </message>
    <message>
        <source>Stored credentials</source>
        <translation>Sparade inloggningsuppgifter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppa</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Ta bort…</translation>
    </message>
    <message>
        <source>Enter…</source>
        <translation>Ange…</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Kontrollera igen</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation>Läser listan…</translation>
    </message>
    <message>
        <source>Stopped; the remaining entries were not checked.</source>
        <translation>Stoppad; de återstående posterna kontrollerades inte.</translation>
    </message>
    <message>
        <source>Remove from the keyring?</source>
        <translation>Ta bort från nyckelringen?</translation>
    </message>
    <message numerus="yes">
        <source>{count} credentials will be removed from the keyring.</source>
        <translation>
            <numerusform>1 inloggningsuppgift tas bort från nyckelringen.</numerusform>
            <numerusform>{count} inloggningsuppgifter tas bort från nyckelringen.</numerusform>
        </translation>
        <extra-one>1 credential will be removed from the keyring.</extra-one>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Tar bort…</translation>
    </message>
    <message>
        <source>Unknown webhook</source>
        <translation>Okänd webhook</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Autentisering</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Readable</source>
        <translation>Läsbar</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries checked.</source>
        <translation>
            <numerusform>1 post kontrollerad.</numerusform>
            <numerusform>{count} poster kontrollerade.</numerusform>
        </translation>
        <extra-one>1 entry checked.</extra-one>
    </message>
    <message>
        <source>– not stored</source>
        <translation>– inte sparad</translation>
    </message>
    <message>
        <source>✓ Yes</source>
        <translation>✓ Ja</translation>
    </message>
    <message>
        <source>! Missing</source>
        <translation>! Saknas</translation>
    </message>
    <message>
        <source>! Left over</source>
        <translation>! Överbliven</translation>
    </message>
    <message>
        <source>Kept for Undo</source>
        <translation>Behålls för Ångra</translation>
    </message>
    <message>
        <source>Old, still accepted</source>
        <translation>Gammal, accepteras ännu</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Används</translation>
    </message>
    <message>
        <source>Key for fingerprints of hidden values</source>
        <translation>Nyckel till dolda värdens fingeravtryck</translation>
    </message>
    <message>
        <source>Undo will then restore the webhook without its credential.</source>
        <translation>Ångra återställer då webhooken utan dess inloggningsuppgift.</translation>
    </message>
    <message>
        <source>– not created yet</source>
        <translation>– inte skapad ännu</translation>
    </message>
    <message>
        <source>✕ No longer in the keyring</source>
        <translation>✕ Finns inte längre i nyckelringen</translation>
    </message>
    <message>
        <source>{words} since {at}</source>
        <translation>{words} sedan {at}</translation>
    </message>
    <message>
        <source>Stored in {name}.</source>
        <translation>Sparat i {name}.</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries checked; {bad} cannot be read.</source>
        <translation>
            <numerusform>1 post kontrollerad; den kan inte läsas.</numerusform>
            <numerusform>{count} poster kontrollerade; {bad} kan inte läsas.</numerusform>
        </translation>
        <extra-one>1 entry checked; it cannot be read.</extra-one>
    </message>
</context>
<context>
    <name>ui.credentials.tools</name>
    <message>
        <source>Copied. The clipboard is cleared in {seconds} seconds.</source>
        <translation>Kopierat. Urklipp töms om {seconds} sekunder.</translation>
    </message>
    <message>
        <source>This is the stored value. Hide it to enter a new one.</source>
        <translation>Det här är det sparade värdet. Dölj det för att ange ett nytt.</translation>
    </message>
    <message>
        <source>Generated: 43 random characters. Copy it into Ongoing after saving.</source>
        <translation>Skapat: 43 slumpmässiga tecken. Kopiera in dem i Ongoing när du har sparat.</translation>
    </message>
    <message>
        <source>Generate a strong {name}</source>
        <translation>Skapa ett starkt värde: {name}</translation>
    </message>
    <message>
        <source>Show the {name}</source>
        <translation>Visa {name}</translation>
    </message>
    <message>
        <source>Hide the {name}</source>
        <translation>Dölj {name}</translation>
    </message>
    <message>
        <source>Copy the {name}</source>
        <translation>Kopiera {name}</translation>
    </message>
    <message>
        <source>Reading from the keyring…</source>
        <translation>Läser från nyckelringen…</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.body_finder</name>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} av {count}</translation>
    </message>
    <message>
        <source>Find in the body</source>
        <translation>Sök i innehållet</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Sök</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>hittades inte</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Föregående (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Nästa (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Stäng (Esc)</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.body_image</name>
    <message>
        <source>The picture is larger than its header says, so it is not shown.</source>
        <translation>Bilden är större än vad dess huvud anger och visas därför inte.</translation>
    </message>
    <message>
        <source>The picture cannot be decoded.</source>
        <translation>Bilden kan inte avkodas.</translation>
    </message>
    <message>
        <source>Body as a picture</source>
        <translation>Innehållet som bild</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.body_tree</name>
    <message>
        <source>Body as a tree</source>
        <translation>Innehållet som träd</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Kopiera sökväg</translation>
    </message>
    <message>
        <source>Copy the JSON path (Ctrl+Shift+C)</source>
        <translation>Kopiera JSON-sökvägen (Ctrl+Skift+C)</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Kopiera värde</translation>
    </message>
    <message>
        <source>Copy the value (Ctrl+C)</source>
        <translation>Kopiera värdet (Ctrl+C)</translation>
    </message>
    <message>
        <source>JSON path</source>
        <translation>JSON-sökväg</translation>
    </message>
    <message>
        <source>JSON path of the selected row</source>
        <translation>JSON-sökväg till den markerade raden</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Kopiera namn</translation>
    </message>
    <message>
        <source>Add as a column of the list</source>
        <translation>Lägg till som kolumn i listan</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Expandera alla</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.body_view</name>
    <message>
        <source>Only this much can be shown; save the body to see the rest.</source>
        <translation>Mer än så här kan inte visas; spara innehållet för att se resten.</translation>
    </message>
    <message>
        <source>Meanings</source>
        <translation>Betydelser</translation>
    </message>
    <message>
        <source>Show beside the values what the members are, and the names of statuses</source>
        <translation>Visa bredvid värdena vad de är, och statusarnas namn</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Visa mer</translation>
    </message>
    <message>
        <source>Copy raw</source>
        <translation>Kopiera rådata</translation>
    </message>
    <message>
        <source>Save body…</source>
        <translation>Spara innehållet…</translation>
    </message>
    <message>
        <source>Copy the whole body as text, as received, without the marks</source>
        <translation>Kopiera hela innehållet som text, som det togs emot, utan märken</translation>
    </message>
    <message>
        <source>Save the body byte for byte as it was received or sent</source>
        <translation>Spara innehållet byte för byte, som det togs emot eller skickades</translation>
    </message>
    <message>
        <source>The body ({size}) is too large for the clipboard. Save it instead.</source>
        <translation>Innehållet ({size}) är för stort för urklipp. Spara det i stället.</translation>
    </message>
    <message>
        <source>Save body</source>
        <translation>Spara innehållet</translation>
    </message>
    <message>
        <source>The body was saved as {name}.</source>
        <translation>Innehållet sparades som {name}.</translation>
    </message>
    <message>
        <source>Preparing… Choose another view or exchange to stop.</source>
        <translation>Förbereder… Välj en annan vy eller ett annat anrop för att avbryta.</translation>
    </message>
    <message>
        <source>The body could not be saved: {why}.</source>
        <translation>Innehållet kunde inte sparas: {why}.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.check_dialog</name>
    <message>
        <source>The payload is compared with Ongoing's documentation. Nothing leaves this computer.</source>
        <translation>Nyttolasten jämförs med Ongoings dokumentation. Ingenting lämnar den här datorn.</translation>
    </message>
    <message>
        <source>Check a payload</source>
        <translation>Kontrollera en nyttolast</translation>
    </message>
    <message>
        <source>Type to check against</source>
        <translation>Typ att kontrollera mot</translation>
    </message>
    <message>
        <source>Detect type</source>
        <translation>Identifiera typ</translation>
    </message>
    <message>
        <source>Nothing has been checked yet.</source>
        <translation>Inget har kontrollerats ännu.</translation>
    </message>
    <message>
        <source>Save as a capture</source>
        <translation>Spara som inspelad</translation>
    </message>
    <message>
        <source>Replace personal data</source>
        <translation>Ersätt personuppgifter</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öppna…</translation>
    </message>
    <message>
        <source>This is not a documented payload.</source>
        <translation>Det här är ingen dokumenterad nyttolast.</translation>
    </message>
    <message>
        <source>Paste a payload here, or open a file.</source>
        <translation>Klistra in en nyttolast här eller öppna en fil.</translation>
    </message>
    <message>
        <source>{family}; the payload does not say which trigger fired. Errors: {error}, warnings: {warning}, notes: {note}.</source>
        <translation>{family}; nyttolasten anger inte vilken utlösare det var. Fel: {error}, varningar: {warning}, upplysningar: {note}.</translation>
    </message>
    <message>
        <source>{family}: {trigger}. Errors: {error}, warnings: {warning}, notes: {note}.</source>
        <translation>{family}: {trigger}. Fel: {error}, varningar: {warning}, upplysningar: {note}.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.compare_dialog</name>
    <message>
        <source>Compare exchanges</source>
        <translation>Jämför anrop</translation>
    </message>
    <message>
        <source>Swap sides</source>
        <translation>Byt sida</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Föregående</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nästa</translation>
    </message>
    <message>
        <source>Show identical and ignored</source>
        <translation>Visa lika och ignorerade</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoreras</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Skillnader</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Jämför…</translation>
    </message>
    <message>
        <source>Cancelled; the previous comparison is shown.</source>
        <translation>Avbruten; den förra jämförelsen visas.</translation>
    </message>
    <message>
        <source>Previous difference (Alt+Up, Shift+F7)</source>
        <translation>Föregående skillnad (Alt+Upp, Skift+F7)</translation>
    </message>
    <message>
        <source>Next difference (Alt+Down, F7)</source>
        <translation>Nästa skillnad (Alt+Ned, F7)</translation>
    </message>
    <message>
        <source>Ignored ▾</source>
        <translation>Ignoreras ▾</translation>
    </message>
    <message>
        <source>Fields and headers whose differences are ignored</source>
        <translation>Fält och huvudfält vars skillnader ignoreras</translation>
    </message>
    <message>
        <source>Left value</source>
        <translation>Vänster värde</translation>
    </message>
    <message>
        <source>Right value</source>
        <translation>Höger värde</translation>
    </message>
    <message>
        <source>Copy left value</source>
        <translation>Kopiera vänster värde</translation>
    </message>
    <message>
        <source>Copy right value</source>
        <translation>Kopiera höger värde</translation>
    </message>
    <message>
        <source>Stop ignoring “{name}”</source>
        <translation>Sluta ignorera ”{name}”</translation>
    </message>
    <message>
        <source>Ignore “{name}”</source>
        <translation>Ignorera ”{name}”</translation>
    </message>
    <message>
        <source>One of the two exchanges no longer exists.</source>
        <translation>Ett av de två anropen finns inte längre.</translation>
    </message>
    <message>
        <source>No differences.</source>
        <translation>Inga skillnader.</translation>
    </message>
    <message>
        <source>Difference {number} of {count}.</source>
        <translation>Skillnad {number} av {count}.</translation>
    </message>
    <message>
        <source>1 more difference is not listed.</source>
        <translation>1 skillnad till visas inte.</translation>
    </message>
    <message>
        <source>{count} more differences are not listed.</source>
        <translation>{count} skillnader till visas inte.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Jämför</translation>
    </message>
    <message>
        <source>Ignored: {count}.</source>
        <translation>Ignoreras: {count}.</translation>
    </message>
    <message>
        <source>Differences: {count}.</source>
        <translation>Skillnader: {count}.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.compare_model</name>
    <message>
        <source>identical</source>
        <translation>lika</translation>
    </message>
    <message>
        <source>different</source>
        <translation>olika</translation>
    </message>
    <message>
        <source>same number, different notation</source>
        <translation>samma tal, annat skrivsätt</translation>
    </message>
    <message>
        <source>left only</source>
        <translation>bara vänster</translation>
    </message>
    <message>
        <source>right only</source>
        <translation>bara höger</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Anrop</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Huvud</translation>
    </message>
    <message>
        <source>Documented example of {family}</source>
        <translation>Dokumenterat exempel på {family}</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Bedömning</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Orsak</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Goods owner</source>
        <translation>Varuägare</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Sökväg</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Var</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Vänster</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Höger</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>ignoreras</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.completion</name>
    <message>
        <source>response status: 200, 4xx, &gt;=400, none</source>
        <translation>svarets status: 200, 4xx, &gt;=400, none</translation>
    </message>
    <message>
        <source>result of the credential check</source>
        <translation>resultatet av inloggningskontrollen</translation>
    </message>
    <message>
        <source>received or sent</source>
        <translation>mottagen eller skickad</translation>
    </message>
    <message>
        <source>request method</source>
        <translation>begärans metod</translation>
    </message>
    <message>
        <source>part of the path or URL</source>
        <translation>del av sökvägen eller URL:en</translation>
    </message>
    <message>
        <source>webhook type</source>
        <translation>webhooktyp</translation>
    </message>
    <message>
        <source>group of webhook types</source>
        <translation>grupp av webhooktyper</translation>
    </message>
    <message>
        <source>name or id</source>
        <translation>namn eller id</translation>
    </message>
    <message>
        <source>goods owner's number, name or code</source>
        <translation>varuägarens nummer, namn eller kod</translation>
    </message>
    <message>
        <source>its code or name</source>
        <translation>dess kod eller namn</translation>
    </message>
    <message>
        <source>webhookEventId</source>
        <translation>webhookEventId</translation>
    </message>
    <message>
        <source>part of the body</source>
        <translation>del av innehållet</translation>
    </message>
    <message>
        <source>part of a header: value</source>
        <translation>del av ett huvudfält: värde</translation>
    </message>
    <message>
        <source>body size: &gt;10k, 1k-2M</source>
        <translation>innehållets storlek: &gt;10k, 1k-2M</translation>
    </message>
    <message>
        <source>since: -2h, 10:00, 2026-01-31</source>
        <translation>sedan: -2h, 10:00, 2026-01-31</translation>
    </message>
    <message>
        <source>until: -2h, 10:00, 2026-01-31</source>
        <translation>till: -2h, 10:00, 2026-01-31</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>fäst</translation>
    </message>
    <message>
        <source>one or more: 12, or 12,15</source>
        <translation>ett eller flera: 12, eller 12,15</translation>
    </message>
    <message>
        <source>payload with a new shape</source>
        <translation>nyttolast med ny form</translation>
    </message>
    <message>
        <source>part of the note</source>
        <translation>del av anteckningen</translation>
    </message>
    <message>
        <source>order number or id in the body</source>
        <translation>ordernummer eller order-id i innehållet</translation>
    </message>
    <message>
        <source>article number or id in the body</source>
        <translation>artikelnummer eller artikel-id i innehållet</translation>
    </message>
    <message>
        <source>number or id of what the event is about</source>
        <translation>nummer eller id för det händelsen gäller</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>accepterad</translation>
    </message>
    <message>
        <source>refused by the receiver</source>
        <translation>nekad av mottagaren</translation>
    </message>
    <message>
        <source>the receiver failed</source>
        <translation>mottagaren misslyckades</translation>
    </message>
    <message>
        <source>all errors</source>
        <translation>alla fel</translation>
    </message>
    <message>
        <source>no response</source>
        <translation>inget svar</translation>
    </message>
    <message>
        <source>received</source>
        <translation>mottagen</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>skickad</translation>
    </message>
    <message>
        <source>asked Ongoing</source>
        <translation>Ongoing tillfrågat</translation>
    </message>
    <message>
        <source>no event</source>
        <translation>ingen händelse</translation>
    </message>
    <message>
        <source>no body</source>
        <translation>inget innehåll</translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation>den senaste timmen</translation>
    </message>
    <message>
        <source>the last day</source>
        <translation>det senaste dygnet</translation>
    </message>
    <message>
        <source>without a note</source>
        <translation>utan anteckning</translation>
    </message>
    <message>
        <source>no webhook</source>
        <translation>ingen webhook</translation>
    </message>
    <message>
        <source>no known system</source>
        <translation>inget känt system</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.detail</name>
    <message>
        <source>Create webhook from this…</source>
        <translation>Skapa webhook utifrån detta…</translation>
    </message>
    <message>
        <source>Learn from this</source>
        <translation>Lär av detta</translation>
    </message>
    <message>
        <source>Show the detail on the whole page</source>
        <translation>Visa detaljerna på hela sidan</translation>
    </message>
    <message>
        <source>Close the detail (Esc)</source>
        <translation>Stäng detaljerna (Esc)</translation>
    </message>
    <message>
        <source>Parts of the exchange</source>
        <translation>Delar av anropet</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Översikt</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Inloggning</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Händelse</translation>
    </message>
    <message>
        <source>Learn from this ▾</source>
        <translation>Lär av detta ▾</translation>
    </message>
    <message>
        <source>Assign this number to a webhook, or this template text to a trigger</source>
        <translation>Koppla numret till en webhook, eller malltexten till en utlösare</translation>
    </message>
    <message>
        <source>Compare ▾</source>
        <translation>Jämför ▾</translation>
    </message>
    <message>
        <source>Compare with the documented example, the previous event or another exchange</source>
        <translation>Jämför med det dokumenterade exemplet, den föregående händelsen eller ett annat anrop</translation>
    </message>
    <message>
        <source>The response has no body.</source>
        <translation>Svaret har inget innehåll.</translation>
    </message>
    <message>
        <source>{name} (trailer)</source>
        <translation>{name} (trailer)</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.detail_menus</name>
    <message>
        <source>Template text “{text}” means {trigger}</source>
        <translation>Malltexten ”{text}” betyder {trigger}</translation>
    </message>
    <message>
        <source>{member} {number} belongs to “{name}”</source>
        <translation>{member} {number} hör till ”{name}”</translation>
    </message>
    <message>
        <source>Forgotten: {what}.</source>
        <translation>Glömt: {what}.</translation>
    </message>
    <message>
        <source>Learned: {what}. Later requests are recognised by it.</source>
        <translation>Inlärt: {what}. Senare begäranden känns igen på det.</translation>
    </message>
    <message>
        <source>Documented example</source>
        <translation>Dokumenterat exempel</translation>
    </message>
    <message>
        <source>Previous event with the same subject</source>
        <translation>Föregående händelse om samma objekt</translation>
    </message>
    <message>
        <source>First arrival of this event</source>
        <translation>Händelsens första ankomst</translation>
    </message>
    <message>
        <source>Any other: select both in the list</source>
        <translation>Något annat: markera båda i listan</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.detail_tables</name>
    <message>
        <source>Copy line</source>
        <translation>Kopiera rad</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Anmärkningar</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Värde</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Fält</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Anmärkning</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Betydelse</translation>
    </message>
    <message>
        <source>Copy finding</source>
        <translation>Kopiera anmärkning</translation>
    </message>
    <message>
        <source>Copy meaning</source>
        <translation>Kopiera betydelse</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>Kopiera värdet</translation>
    </message>
    <message>
        <source>the body</source>
        <translation>innehållet</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.detail_tabs</name>
    <message>
        <source>The {which} of {count} arrivals of event {event} seen here; the first arrived at {first}.</source>
        <translation>Den {which} av {count} ankomster av händelse {event} som har setts här; den första kom {first}.</translation>
    </message>
    <message>
        <source>The {which} of {count} attempts of this delivery so far; the first was sent at {first}.</source>
        <translation>Det {which} av {count} försök hittills för den här leveransen; det första skickades {first}.</translation>
    </message>
    <message>
        <source>After this response Ongoing will try again at about {due} (assumed: {rule} counts, {reading}).</source>
        <translation>Efter det här svaret försöker Ongoing igen omkring {due} (antaget: {rule} räknas, {reading}).</translation>
    </message>
    <message>
        <source>The webhook uses {authentication}.</source>
        <translation>Webhooken använder {authentication}.</translation>
    </message>
    <message>
        <source>The value itself is not stored, only its scheme, length and fingerprint. Equal values have equal fingerprints.</source>
        <translation>Själva värdet sparas inte, bara dess typ, längd och fingeravtryck. Lika värden har samma fingeravtryck.</translation>
    </message>
    <message>
        <source>It has no event id, so repeats cannot be recognised.</source>
        <translation>Den har inget händelse-id, så dubbletter kan inte kännas igen.</translation>
    </message>
    <message>
        <source>This was its only attempt so far.</source>
        <translation>Detta är det enda försöket hittills.</translation>
    </message>
    <message>
        <source>Its webhook's retry policy is None, so Ongoing will not try again.</source>
        <translation>Webhookens omförsökspolicy är Ingen, så Ongoing försöker inte igen.</translation>
    </message>
    <message>
        <source>This was the last attempt of its retry policy, so Ongoing gives up.</source>
        <translation>Detta var det sista försöket enligt omförsökspolicyn, så Ongoing ger upp.</translation>
    </message>
    <message>
        <source>out of order</source>
        <translation>fel ordning</translation>
    </message>
    <message>
        <source>status went back</source>
        <translation>statusen gick bakåt</translation>
    </message>
    <message>
        <source>Exchanges with the same subject</source>
        <translation>Anrop om samma objekt</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Gäller</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Tidsstämpel</translation>
    </message>
    <message>
        <source>Body size</source>
        <translation>Innehållets storlek</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Svarstid</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>{type} (from the webhook; the body does not say)</source>
        <translation>{type} (enligt webhooken; innehållet anger det inte)</translation>
    </message>
    <message>
        <source>Nothing received.</source>
        <translation>Inget mottaget.</translation>
    </message>
    <message>
        <source>The webhook uses {authentication} with the user name “{user}”.</source>
        <translation>Webhooken använder {authentication} med användarnamnet ”{user}”.</translation>
    </message>
    <message>
        <source>It matches the stored credential.</source>
        <translation>Den stämmer med den sparade inloggningsuppgiften.</translation>
    </message>
    <message>
        <source>It differs from the stored credential.</source>
        <translation>Den skiljer sig från den sparade inloggningsuppgiften.</translation>
    </message>
    <message>
        <source>It was pasted or opened here, not received.</source>
        <translation>Den klistrades in eller öppnades här och har inte tagits emot.</translation>
    </message>
    <message>
        <source>This app sent it, so it does not count as an arrival.</source>
        <translation>Programmet skickade den själv, så den räknas inte som en ankomst.</translation>
    </message>
    <message>
        <source>Out of order: its timestamp is older than that of an earlier arrival with the same subject.</source>
        <translation>Fel ordning: dess tidsstämpel är äldre än den för en tidigare ankomst om samma objekt.</translation>
    </message>
    <message>
        <source>Same subject</source>
        <translation>Samma objekt</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Från</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Till och med</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Noterat</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Sparad</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adress</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>Ankomst</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Försök</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Varför</translation>
    </message>
    <message>
        <source>What next</source>
        <translation>Vad händer nu</translation>
    </message>
    <message>
        <source>Credential headers</source>
        <translation>Huvudfält för inloggning</translation>
    </message>
    <message>
        <source>no authentication</source>
        <translation>utan inloggning</translation>
    </message>
    <message>
        <source>The webhook keeps credentials as received, so they are shown unmasked.</source>
        <translation>Webhooken sparar inloggningsuppgifter som de togs emot, så de visas omaskerade.</translation>
    </message>
    <message>
        <source>The status went back: an earlier event with the same subject had a higher one.</source>
        <translation>Statusen gick bakåt: en tidigare händelse om samma objekt hade en högre.</translation>
    </message>
    <message>
        <source>The only arrival of event {event} seen here so far.</source>
        <translation>Den enda ankomsten av händelse {event} som har setts här hittills.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Vad</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Uppgift</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Uppgifter</translation>
    </message>
    <message>
        <source>No credential header was received.</source>
        <translation>Inget huvudfält för inloggning togs emot.</translation>
    </message>
    <message>
        <source>No credential header was sent.</source>
        <translation>Inget huvudfält för inloggning skickades.</translation>
    </message>
    <message>
        <source>Ongoing was asked about event {event}.</source>
        <translation>Ongoing tillfrågades om händelse {event}.</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>inklistrad</translation>
    </message>
    <message>
        <source>ours</source>
        <translation>vår</translation>
    </message>
    <message>
        <source>Stored here: {header}</source>
        <translation>Sparat här: {header}</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.detail_texts</name>
    <message>
        <source>The result is unknown: the app closed before a response was received.</source>
        <translation>Resultatet är okänt: programmet stängdes innan något svar togs emot.</translation>
    </message>
    <message>
        <source>The request is being sent; no response has been received yet.</source>
        <translation>Begäran skickas; inget svar har tagits emot ännu.</translation>
    </message>
    <message>
        <source>There is no body to check.</source>
        <translation>Det finns inget innehåll att kontrollera.</translation>
    </message>
    <message>
        <source>The body is not JSON, so it is not an Ongoing payload.</source>
        <translation>Innehållet är inte JSON, så det är ingen nyttolast från Ongoing.</translation>
    </message>
    <message>
        <source>JSON, but not a documented payload: it has no known webhook…Id field.</source>
        <translation>JSON, men ingen dokumenterad nyttolast: det saknar ett känt webhook…Id-fält.</translation>
    </message>
    <message>
        <source>It does not match the documentation. Errors: {error}, warnings: {warning}, notes: {note}.</source>
        <translation>Det stämmer inte med dokumentationen. Fel: {error}, varningar: {warning}, upplysningar: {note}.</translation>
    </message>
    <message>
        <source>There is no webhookEventId.</source>
        <translation>webhookEventId saknas.</translation>
    </message>
    <message>
        <source>It contains no system.</source>
        <translation>System saknas.</translation>
    </message>
    <message>
        <source>It contains no goods owner.</source>
        <translation>Varuägare saknas.</translation>
    </message>
    <message>
        <source>This is the response of {url}, to which the request was forwarded.</source>
        <translation>Det här är svaret från {url}, dit begäran vidarebefordrades.</translation>
    </message>
    <message>
        <source>Received.</source>
        <translation>Mottagen.</translation>
    </message>
    <message>
        <source>Ongoing answered {status}.</source>
        <translation>Ongoing svarade {status}.</translation>
    </message>
    <message>
        <source>The receiver answered {status}.</source>
        <translation>Mottagaren svarade {status}.</translation>
    </message>
    <message>
        <source>sent by this app</source>
        <translation>skickad av programmet</translation>
    </message>
    <message>
        <source>Recognised as {family}: {trigger}.</source>
        <translation>Igenkänd som {family}: {trigger}.</translation>
    </message>
    <message>
        <source>It matches the documentation. Warnings: {warning}, notes: {note}.</source>
        <translation>Det stämmer med dokumentationen. Varningar: {warning}, upplysningar: {note}.</translation>
    </message>
    <message>
        <source>It matches the documentation. Documented fields it lacks: {note}.</source>
        <translation>Det stämmer med dokumentationen. Dokumenterade fält som saknas: {note}.</translation>
    </message>
    <message>
        <source>Event id {id}.</source>
        <translation>Händelse-id {id}.</translation>
    </message>
    <message>
        <source>System “{system}”.</source>
        <translation>System ”{system}”.</translation>
    </message>
    <message>
        <source>Goods owner: {owner}, outside the webhook's scope.</source>
        <translation>Varuägare: {owner}, utanför webhookens omfattning.</translation>
    </message>
    <message>
        <source>Its body was too long to store in full and was cut.</source>
        <translation>Innehållet var för långt för att sparas i sin helhet och kortades.</translation>
    </message>
    <message>
        <source>Answered {status} in {took}, after the request was saved.</source>
        <translation>Besvarades med {status} på {took}, efter att begäran hade sparats.</translation>
    </message>
    <message>
        <source>Answered {status}, but the sender disconnected before it had the whole response.</source>
        <translation>Besvarades med {status}, men avsändaren kopplade från innan hela svaret var framme.</translation>
    </message>
    <message>
        <source>The response {status} was ready, but the sender had disconnected.</source>
        <translation>Svaret {status} var klart, men avsändaren hade kopplat från.</translation>
    </message>
    <message>
        <source>The response {status} is being sent.</source>
        <translation>Svaret {status} skickas.</translation>
    </message>
    <message>
        <source>The response was {status}; it is unknown whether it arrived.</source>
        <translation>Svaret var {status}; det är okänt om det kom fram.</translation>
    </message>
    <message>
        <source>{version}; the certificate of {subject} was verified.</source>
        <translation>{version}; certifikatet för {subject} verifierades.</translation>
    </message>
    <message>
        <source>{version}; the certificate of {subject} was NOT verified.</source>
        <translation>{version}; certifikatet för {subject} verifierades INTE.</translation>
    </message>
    <message>
        <source>Recorded {at}, when it ended</source>
        <translation>Noterat {at}, när det slutade</translation>
    </message>
    <message>
        <source>a deleted webhook</source>
        <translation>en borttagen webhook</translation>
    </message>
    <message>
        <source>It has no template text, so the trigger was recognised by other fields only.</source>
        <translation>Malltext saknas, så utlösaren kändes bara igen på andra fält.</translation>
    </message>
    <message>
        <source>The body is larger than {size} and is not checked.</source>
        <translation>Innehållet är större än {size} och kontrolleras inte.</translation>
    </message>
    <message>
        <source>Recognised as {family}; the payload does not say which trigger fired.</source>
        <translation>Igenkänd som {family}; nyttolasten anger inte vilken utlösare det var.</translation>
    </message>
    <message>
        <source>Goods owner: {owner}. No matching webhook, so the goods owner cannot be checked.</source>
        <translation>Varuägare: {owner}. Ingen webhook passar, så varuägaren kan inte kontrolleras.</translation>
    </message>
    <message>
        <source>Goods owner: {owner}, inside the webhook's scope.</source>
        <translation>Varuägare: {owner}, inom webhookens omfattning.</translation>
    </message>
    <message>
        <source>after {time}</source>
        <translation>efter {time}</translation>
    </message>
    <message>
        <source>Answered {status} {took}.</source>
        <translation>Besvarades med {status} {took}.</translation>
    </message>
    <message>
        <source>Received {at}</source>
        <translation>Mottagen {at}</translation>
    </message>
    <message>
        <source>Sent {at}</source>
        <translation>Skickad {at}</translation>
    </message>
    <message>
        <source>Imported; time {at}</source>
        <translation>Importerad; tid {at}</translation>
    </message>
    <message>
        <source>Saved {at} · pasted or opened here</source>
        <translation>Sparad {at} · inklistrad eller öppnad här</translation>
    </message>
    <message>
        <source>It went through the proxy {proxy}.</source>
        <translation>Den gick genom proxyn {proxy}.</translation>
    </message>
    <message>
        <source>This response comes from the reply rule “{name}”.</source>
        <translation>Svaret kommer från svarsregeln ”{name}”.</translation>
    </message>
    <message>
        <source>from {peer}</source>
        <translation>från {peer}</translation>
    </message>
    <message>
        <source>to {peer}</source>
        <translation>till {peer}</translation>
    </message>
    <message>
        <source>webhook “{name}”</source>
        <translation>webhook ”{name}”</translation>
    </message>
    <message>
        <source>Subject: “{subject}”.</source>
        <translation>Gäller: ”{subject}”.</translation>
    </message>
    <message>
        <source>No response was sent.</source>
        <translation>Inget svar skickades.</translation>
    </message>
    <message>
        <source>No complete response was received.</source>
        <translation>Inget fullständigt svar togs emot.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.exchange_columns</name>
    <message>
        <source>Size</source>
        <translation>Storlek</translation>
    </message>
    <message>
        <source>Other side</source>
        <translation>Motpart</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.exchange_texts</name>
    <message>
        <source>No body</source>
        <translation>Inget innehåll</translation>
    </message>
    <message>
        <source>Body not read</source>
        <translation>Innehållet lästes inte</translation>
    </message>
    <message>
        <source>Body not decoded</source>
        <translation>Innehållet avkodades inte</translation>
    </message>
    <message>
        <source>Body too large to examine</source>
        <translation>Innehållet är för stort att granska</translation>
    </message>
    <message>
        <source>JSON, but not Ongoing's</source>
        <translation>JSON, men inte Ongoings</translation>
    </message>
    <message>
        <source>Body is not JSON</source>
        <translation>Innehållet är inte JSON</translation>
    </message>
    <message>
        <source>Body without event</source>
        <translation>Innehåll utan händelse</translation>
    </message>
    <message>
        <source>API request</source>
        <translation>API-begäran</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>ej ansluten</translation>
    </message>
    <message>
        <source>unknown host</source>
        <translation>okänd värd</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>tidsgräns nådd</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>anslutningen bröts</translation>
    </message>
    <message>
        <source>not HTTP</source>
        <translation>inte HTTP</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>misslyckades</translation>
    </message>
    <message>
        <source>no credential</source>
        <translation>inga inloggningsuppgifter</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importerad</translation>
    </message>
    <message>
        <source>right credential</source>
        <translation>rätt inloggning</translation>
    </message>
    <message>
        <source>wrong credential</source>
        <translation>fel inloggning</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>inte kontrollerad</translation>
    </message>
    <message>
        <source>not valid HTTP</source>
        <translation>ogiltig HTTP</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>lyssnar inte</translation>
    </message>
    <message>
        <source>asleep</source>
        <translation>viloläge</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>avbrott</translation>
    </message>
    <message>
        <source>Asleep for {long}</source>
        <translation>I viloläge i {long}</translation>
    </message>
    <message>
        <source>Not listening for {long}</source>
        <translation>Lyssnade inte på {long}</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>Inte igenkänd</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>väntar</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ingen</translation>
    </message>
    <message>
        <source>pasted, not received</source>
        <translation>inklistrad, inte mottagen</translation>
    </message>
    <message>
        <source>Malformed request</source>
        <translation>Felaktig begäran</translation>
    </message>
    <message>
        <source>no details</source>
        <translation>inga detaljer</translation>
    </message>
    <message>
        <source>{what}: 1 request</source>
        <translation>{what}: 1 begäran</translation>
    </message>
    <message>
        <source>{what}: {count} requests</source>
        <translation>{what}: {count} begäranden</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>tillfrågad</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>attempt {number}</source>
        <translation>försök {number}</translation>
    </message>
    <message>
        <source>arrival {number}</source>
        <translation>ankomst {number}</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>fäst</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>från en fil</translation>
    </message>
    <message>
        <source>goods owner {id}</source>
        <translation>varuägare {id}</translation>
    </message>
    <message>
        <source>{status} unsent</source>
        <translation>{status} ej skickat</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>API: {path}</source>
        <translation>API: {path}</translation>
    </message>
    <message>
        <source>{family}: unknown trigger</source>
        <translation>{family}: okänd utlösare</translation>
    </message>
    <message>
        <source>{since} to {until}; nothing could be received</source>
        <translation>{since} till {until}; inget kunde tas emot</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>rule “{name}”</source>
        <translation>regel ”{name}”</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.exchanges_model</name>
    <message>
        <source>Member of the body: {path}</source>
        <translation>Del av innehållet: {path}</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.exchanges_page</name>
    <message>
        <source>Received requests</source>
        <translation>Mottagna begäranden</translation>
    </message>
    <message>
        <source>All exchanges</source>
        <translation>Alla anrop</translation>
    </message>
    <message>
        <source>Deliveries of the webhook</source>
        <translation>Webhookens leveranser</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.exchanges_table</name>
    <message>
        <source>{count} new</source>
        <translation>{count} nya</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.filter_bar</name>
    <message>
        <source>This webhook</source>
        <translation>Den här webhooken</translation>
    </message>
    <message>
        <source>chipRefused</source>
        <translation>chipRefused</translation>
    </message>
    <message>
        <source>Wrong credential</source>
        <translation>Fel inloggning</translation>
    </message>
    <message>
        <source>verdict:refused</source>
        <translation>verdict:refused</translation>
    </message>
    <message>
        <source>chipFailed</source>
        <translation>chipFailed</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Misslyckade</translation>
    </message>
    <message>
        <source>-status:2xx</source>
        <translation>-status:2xx</translation>
    </message>
    <message>
        <source>chipHour</source>
        <translation>chipHour</translation>
    </message>
    <message>
        <source>after:-1h</source>
        <translation>after:-1h</translation>
    </message>
    <message>
        <source>chipPinned</source>
        <translation>chipPinned</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Fästa</translation>
    </message>
    <message>
        <source>pinned:yes</source>
        <translation>pinned:yes</translation>
    </message>
    <message>
        <source>Words are searched everywhere; -word excludes. Ctrl+Space suggests keys and values. Esc stops the search, then clears the filter.</source>
        <translation>Ord söks överallt; -ord utesluter. Ctrl+Mellanslag föreslår nycklar och värden. Esc avbryter sökningen och rensar sedan filtret.</translation>
    </message>
    <message>
        <source>Quick and saved filters</source>
        <translation>Snabbfilter och sparade filter</translation>
    </message>
    <message>
        <source>Sorting… {percent} % (Esc to stop). Of long lists, the newest exchanges are shown first.</source>
        <translation>Sorterar… {percent} % (Esc avbryter). I långa listor visas de nyaste anropen först.</translation>
    </message>
    <message>
        <source>The search was stopped; older exchanges were not searched.</source>
        <translation>Sökningen avbröts; äldre anrop söktes inte igenom.</translation>
    </message>
    <message>
        <source>Filters ▾</source>
        <translation>Filter ▾</translation>
    </message>
    <message>
        <source>Filter by a quick choice or a saved filter; add, rename, remove filters</source>
        <translation>Filtrera med ett snabbval eller ett sparat filter; lägg till, byt namn på, ta bort filter</translation>
    </message>
    <message>
        <source>Row {row} of {shown}, {all} without the filter</source>
        <translation>Rad {row} av {shown}, {all} utan filtret</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} av {all}</translation>
    </message>
    <message>
        <source>Row {row} of {shown}</source>
        <translation>Rad {row} av {shown}</translation>
    </message>
    <message>
        <source>Searching… {percent} % (Esc to stop)</source>
        <translation>Söker… {percent} % (Esc avbryter)</translation>
    </message>
    <message>
        <source>The search index is being built; searches take longer until it is complete.</source>
        <translation>Sökindexet byggs; sökningar tar längre tid tills det är klart.</translation>
    </message>
    <message>
        <source>Indexed up to {at}. {count} newer exchanges are searched without the index, which takes longer.</source>
        <translation>Indexerat till och med {at}. {count} nyare anrop söks utan index, vilket tar längre tid.</translation>
    </message>
    <message numerus="yes">
        <source>{count} rows</source>
        <translation>
            <numerusform>{count} rad</numerusform>
            <numerusform>{count} rader</numerusform>
        </translation>
        <extra-one>{count} row</extra-one>
    </message>
</context>
<context>
    <name>ui.exchanges.filter_line</name>
    <message>
        <source>Filter, such as status:4xx</source>
        <translation>Filter, till exempel status:4xx</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Förslag</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.frame</name>
    <message>
        <source>Export…</source>
        <translation>Exportera…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolumner</translation>
    </message>
    <message>
        <source>Nothing matches this filter</source>
        <translation>Inget matchar filtret</translation>
    </message>
    <message>
        <source>All terms must match. Remove one or clear the filter.</source>
        <translation>Alla villkor måste stämma. Ta bort något eller rensa filtret.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Rensa filtret</translation>
    </message>
    <message>
        <source>Nothing received since you cleared the view</source>
        <translation>Inget har tagits emot sedan du rensade vyn</translation>
    </message>
    <message>
        <source>Earlier exchanges are only hidden; nothing was deleted.</source>
        <translation>Tidigare anrop är bara dolda; ingenting är borttaget.</translation>
    </message>
    <message>
        <source>Show earlier</source>
        <translation>Visa tidigare</translation>
    </message>
    <message>
        <source>No deliveries yet</source>
        <translation>Inga leveranser ännu</translation>
    </message>
    <message>
        <source>Requests sent and received for this webhook are listed here.</source>
        <translation>Här visas begäranden som har skickats och tagits emot för webhooken.</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Skicka ett test</translation>
    </message>
    <message>
        <source>No exchanges yet</source>
        <translation>Inga anrop ännu</translation>
    </message>
    <message>
        <source>All sent and received requests are kept here, across restarts, newest first.</source>
        <translation>Här sparas alla skickade och mottagna begäranden, även när programmet startas om, de nyaste först.</translation>
    </message>
    <message>
        <source>Listening; nothing received yet</source>
        <translation>Lyssnar; inget har tagits emot ännu</translation>
    </message>
    <message>
        <source>Send a request to this address, or send a test from here. You can use any path.</source>
        <translation>Skicka en begäran till den här adressen, eller skicka ett test härifrån. Vilken sökväg som helst fungerar.</translation>
    </message>
    <message>
        <source>The listener is stopped</source>
        <translation>Lyssnaren är stoppad</translation>
    </message>
    <message>
        <source>Start it to receive webhooks on this computer. Every request is saved before it is answered.</source>
        <translation>Starta den för att ta emot webhooks på den här datorn. Varje begäran sparas innan den besvaras.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.held_bar</name>
    <message>
        <source>Held by the rule “{rule}”. The sender has been waiting for {seconds} s of at most {most} s.</source>
        <translation>Hålls av regeln ”{rule}”. Avsändaren har väntat i {seconds} s av högst {most} s.</translation>
    </message>
    <message>
        <source>The sender gets this answer at once. It is kept with the exchange.</source>
        <translation>Avsändaren får svaret genast. Det sparas med anropet.</translation>
    </message>
    <message>
        <source>Answer 200</source>
        <translation>Svara 200</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Svara…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Svara</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.inbox_bars</name>
    <message>
        <source>Copy the address</source>
        <translation>Kopiera adressen</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Deliver now</source>
        <translation>Leverera nu</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Kasta…</translation>
    </message>
    <message>
        <source>1 request waits since {time}.</source>
        <translation>1 anrop väntar sedan {time}.</translation>
    </message>
    <message>
        <source>{count} requests wait, the oldest since {time}.</source>
        <translation>{count} anrop väntar, det äldsta sedan {time}.</translation>
    </message>
    <message>
        <source>A forwarding target was removed from the settings.</source>
        <translation>Ett mål för vidarebefordran togs bort ur inställningarna.</translation>
    </message>
    <message>
        <source>{target} has not answered since {time}: {reason}</source>
        <translation>{target} har inte svarat sedan {time}: {reason}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Kasta</translation>
    </message>
    <message>
        <source>Discard what waits?</source>
        <translation>Ska det som väntar kastas?</translation>
    </message>
    <message>
        <source>Listener address</source>
        <translation>Lyssnarens adress</translation>
    </message>
    <message>
        <source>Listener port</source>
        <translation>Lyssnarens port</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopierat.</translation>
    </message>
    <message>
        <source>1 request could not be saved</source>
        <translation>1 begäran kunde inte sparas</translation>
    </message>
    <message>
        <source>{count} requests could not be saved</source>
        <translation>{count} begäranden kunde inte sparas</translation>
    </message>
    <message>
        <source>No running listener delivers to it.</source>
        <translation>Ingen lyssnare som är igång levererar till det.</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>svarar inte</translation>
    </message>
    <message>
        <source>live</source>
        <translation>svarar</translation>
    </message>
    <message>
        <source>{target} answers.</source>
        <translation>{target} svarar.</translation>
    </message>
    <message>
        <source>{target}: the listener that forwarded to it has ended.</source>
        <translation>{target}: lyssnaren som vidarebefordrade dit har avslutats.</translation>
    </message>
    <message>
        <source>{target}: forwarding is off.</source>
        <translation>{target}: vidarebefordran är avstängd.</translation>
    </message>
    <message>
        <source>1 request will not be delivered to this target. It stays in the history.</source>
        <translation>1 anrop levereras inte till det här målet. Det finns kvar i historiken.</translation>
    </message>
    <message>
        <source>{count} requests will not be delivered to this target. They stay in the history.</source>
        <translation>{count} anrop levereras inte till det här målet. De finns kvar i historiken.</translation>
    </message>
    <message>
        <source>reachable from other computers</source>
        <translation>kan nås från andra datorer</translation>
    </message>
    <message>
        <source>others can reach it</source>
        <translation>andra kan nå den</translation>
    </message>
    <message>
        <source>reachable from this computer only</source>
        <translation>kan bara nås från den här datorn</translation>
    </message>
    <message>
        <source>this computer only</source>
        <translation>bara den här datorn</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.limits_dialog</name>
    <message>
        <source>Exchanges beyond any of these limits are permanently deleted, oldest first. Pinned exchanges stay.</source>
        <translation>Anrop utanför någon av gränserna tas bort permanent, de äldsta först. Fästa anrop blir kvar.</translation>
    </message>
    <message>
        <source>On disk: {total} – exchanges {history}, search index {search}, logs {logs}.</source>
        <translation>På disk: {total} – anrop {history}, sökindex {search}, loggar {logs}.</translation>
    </message>
    <message numerus="yes">
        <source>This permanently deletes {going} of {count} exchanges.</source>
        <translation>
            <numerusform>Det enda anropet tas bort permanent.</numerusform>
            <numerusform>{going} av {count} anrop tas bort permanent.</numerusform>
        </translation>
        <extra-one>This permanently deletes the only exchange.</extra-one>
    </message>
    <message numerus="yes">
        <source>{count} of {total} exchanges are beyond the limits, about {size}.</source>
        <translation>
            <numerusform>1 av {total} anrop ligger utanför gränserna, ungefär {size}.</numerusform>
            <numerusform>{count} av {total} anrop ligger utanför gränserna, ungefär {size}.</numerusform>
        </translation>
        <extra-one>1 of {total} exchanges is beyond the limits, about {size}.</extra-one>
    </message>
    <message>
        <source>History limits</source>
        <translation>Gränser för historiken</translation>
    </message>
    <message>
        <source>Deleted so far</source>
        <translation>Borttaget hittills</translation>
    </message>
    <message>
        <source>Delete now…</source>
        <translation>Ta bort nu…</translation>
    </message>
    <message>
        <source>Stop deleting</source>
        <translation>Sluta ta bort</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Räknar…</translation>
    </message>
    <message>
        <source>The computer’s clock has moved by more than a day since {time}. Nothing will be deleted by age until you press Delete now.</source>
        <translation>Datorns klocka har flyttats med mer än ett dygn sedan {time}. Inget tas bort efter ålder förrän du trycker på Ta bort nu.</translation>
    </message>
    <message>
        <source>Delete now?</source>
        <translation>Ta bort nu?</translation>
    </message>
    <message>
        <source>Save and delete</source>
        <translation>Spara och ta bort</translation>
    </message>
    <message>
        <source>Deleting: {count} of about {going} deleted.</source>
        <translation>Tar bort: {count} av ungefär {going} borttagna.</translation>
    </message>
    <message>
        <source>1 exchange was deleted.</source>
        <translation>1 anrop togs bort.</translation>
    </message>
    <message numerus="yes">
        <source>{count} exchanges were deleted.</source>
        <translation>
            <numerusform>1 anrop togs bort.</numerusform>
            <numerusform>{count} anrop togs bort.</numerusform>
        </translation>
        <extra-one>1 exchange was deleted.</extra-one>
    </message>
    <message>
        <source>Stopped: 1 exchange was deleted, the others were kept.</source>
        <translation>Avbrutet: 1 anrop togs bort, de andra behölls.</translation>
    </message>
    <message>
        <source>Stopped: {count} exchanges were deleted, the others were kept.</source>
        <translation>Avbrutet: {count} anrop togs bort, de andra behölls.</translation>
    </message>
    <message>
        <source>The exchanges beyond the new limits have not been counted yet.</source>
        <translation>Anropen utanför de nya gränserna har inte räknats ännu.</translation>
    </message>
    <message>
        <source>There are no exchanges yet.</source>
        <translation>Det finns inga anrop ännu.</translation>
    </message>
    <message>
        <source>No exchange is beyond the limits: all {total} stay.</source>
        <translation>Inget anrop ligger utanför gränserna: alla {total} blir kvar.</translation>
    </message>
    <message>
        <source>The oldest exchange kept is from {time}.</source>
        <translation>Det äldsta anropet som behålls är från {time}.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Antal</translation>
    </message>
    <message>
        <source>exchanges at most</source>
        <translation>anrop som mest</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Ålder</translation>
    </message>
    <message>
        <source>days at most</source>
        <translation>dagar som mest</translation>
    </message>
    <message>
        <source>megabytes at most</source>
        <translation>megabyte som mest</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ingen gräns</translation>
    </message>
    <message>
        <source>This happens in the background within a minute. You cannot undo it.</source>
        <translation>Det sker i bakgrunden inom en minut. Du kan inte ångra det.</translation>
    </message>
    <message>
        <source>The limits will be saved. Exchanges beyond them cannot be restored.</source>
        <translation>Gränserna sparas. Anrop utanför dem kan inte återställas.</translation>
    </message>
    <message>
        <source>Save the limits?</source>
        <translation>Spara gränserna?</translation>
    </message>
    <message>
        <source>{free} of it is unused and will be freed when the program is idle.</source>
        <translation>{free} av det är oanvänt och frigörs när programmet är overksamt.</translation>
    </message>
    <message>
        <source>{count} more stay because they are pinned.</source>
        <translation>{count} till blir kvar eftersom de är fästa.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.look_up_window</name>
    <message>
        <source>The answer can contain personal data. Exports replace it unless you choose otherwise.</source>
        <translation>Svaret kan innehålla personuppgifter. De ersätts vid export om du inte väljer något annat.</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Vad som skiljer</translation>
    </message>
    <message>
        <source>Answer from Ongoing</source>
        <translation>Svar från Ongoing</translation>
    </message>
    <message>
        <source>Look up again</source>
        <translation>Slå upp igen</translation>
    </message>
    <message>
        <source>Show in the history</source>
        <translation>Visa i historiken</translation>
    </message>
    <message>
        <source>Copy differences</source>
        <translation>Kopiera skillnader</translation>
    </message>
    <message>
        <source>? assumed</source>
        <translation>? antaget</translation>
    </message>
    <message>
        <source>The form of “path” in payloads is not documented; where it leads nowhere, ids are used.</source>
        <translation>Formen på ”path” i nyttolaster är inte dokumenterad; där den inte leder någonstans används id:n.</translation>
    </message>
    <message>
        <source>In the payload</source>
        <translation>I nyttolasten</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Då</translation>
    </message>
    <message>
        <source>Now in Ongoing</source>
        <translation>Nu i Ongoing</translation>
    </message>
    <message>
        <source>In Ongoing now</source>
        <translation>I Ongoing nu</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Avbrutet.</translation>
    </message>
    <message>
        <source>1 difference to the payload.</source>
        <translation>1 skillnad mot nyttolasten.</translation>
    </message>
    <message>
        <source>{count} differences to the payload.</source>
        <translation>{count} skillnader mot nyttolasten.</translation>
    </message>
    <message>
        <source>Exchange {number}</source>
        <translation>Anrop {number}</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.member_columns</name>
    <message>
        <source>There can be up to {most} columns from payloads. Remove one first, in the menu of columns.</source>
        <translation>Det kan finnas högst {most} kolumner från nyttolaster. Ta först bort en, i menyn för kolumner.</translation>
    </message>
    <message>
        <source>Add a column from the payload</source>
        <translation>Lägg till en kolumn från nyttolasten</translation>
    </message>
    <message>
        <source>Path of the member</source>
        <translation>Sökväg i nyttolasten</translation>
    </message>
    <message>
        <source>For example orderStatus.number, or parcels[0].parcelNumber.</source>
        <translation>Till exempel orderStatus.number eller parcels[0].parcelNumber.</translation>
    </message>
    <message>
        <source>This is not a path: names separated by dots, with [0] for the first element of a list.</source>
        <translation>Det är ingen sökväg: namn skilda av punkter, med [0] för det första elementet i en lista.</translation>
    </message>
    <message>
        <source>Add column</source>
        <translation>Lägg till kolumn</translation>
    </message>
    <message>
        <source>By path…</source>
        <translation>Med sökväg…</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.menu_actions</name>
    <message>
        <source>Copied as cURL. Credentials are placeholders: set WEBHOOK_TOKEN, or WEBHOOK_USER and WEBHOOK_PASSWORD, first.</source>
        <translation>Kopierat som cURL. Inloggningsuppgifterna är platshållare: ange först WEBHOOK_TOKEN, eller WEBHOOK_USER och WEBHOOK_PASSWORD.</translation>
    </message>
    <message>
        <source>All received exchanges</source>
        <translation>Alla mottagna anrop</translation>
    </message>
    <message>
        <source>All exchanges of this webhook</source>
        <translation>Alla anrop för den här webhooken</translation>
    </message>
    <message>
        <source>This list as shown</source>
        <translation>Listan som den visas</translation>
    </message>
    <message>
        <source>The selected exchange</source>
        <translation>Det markerade anropet</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Kopiera som cURL</translation>
    </message>
    <message>
        <source>Reply rule from this…</source>
        <translation>Svarsregel av detta…</translation>
    </message>
    <message>
        <source>Send as a new request…</source>
        <translation>Skicka som ny begäran…</translation>
    </message>
    <message>
        <source>Save payload…</source>
        <translation>Spara nyttolast…</translation>
    </message>
    <message>
        <source>Keep as sample…</source>
        <translation>Behåll som exempel…</translation>
    </message>
    <message>
        <source>Add to the API simulator</source>
        <translation>Lägg till i API-simulatorn</translation>
    </message>
    <message>
        <source>The {count} selected exchanges</source>
        <translation>De {count} markerade anropen</translation>
    </message>
    <message>
        <source>Added to the API simulator, without personal data: {paths}</source>
        <translation>Lades till i API-simulatorn, utan personuppgifter: {paths}</translation>
    </message>
    <message>
        <source>This list as shown: {filter}</source>
        <translation>Listan som den visas: {filter}</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.missed_window</name>
    <message>
        <source>Compares the orders and purchase orders whose status changed with the events that arrived, through the filter and the goods owners of each webhook.</source>
        <translation>Jämför de ordrar och inköpsordrar vars status har ändrats med de händelser som har kommit, enligt varje webhooks filter och varuägare.</translation>
    </message>
    <message>
        <source>{why}. A date and time, or for example -2h.</source>
        <translation>{why}. Ett datum med klockslag, eller till exempel -2h.</translation>
    </message>
    <message>
        <source>{count} {what} of goods owner {owner} looked at…</source>
        <translation>Granskat {count} {what} för varuägare {owner}…</translation>
    </message>
    <message>
        <source>What did I miss?</source>
        <translation>Vad har jag missat?</translation>
    </message>
    <message>
        <source>Probably missed</source>
        <translation>Troligen missat</translation>
    </message>
    <message>
        <source>Look for missed events</source>
        <translation>Sök missade händelser</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Send to my receiver</source>
        <translation>Skicka till min mottagare</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>ordrar</translation>
    </message>
    <message>
        <source>purchase orders</source>
        <translation>inköpsordrar</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Sedan</translation>
    </message>
    <message>
        <source>Sent the reconstructed event for {number}: {what}</source>
        <translation>Skickade den återskapade händelsen för {number}: {what}</translation>
    </message>
    <message>
        <source>Cancelled; nothing was compared to the end.</source>
        <translation>Avbrutet; jämförelsen blev inte klar.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.public_address_dialog</name>
    <message>
        <source>This address is on this computer, so Ongoing cannot reach it. Enter the one that the tunnel shows.</source>
        <translation>Adressen ligger på den här datorn, så Ongoing kan inte nå den. Ange den som tunneln visar.</translation>
    </message>
    <message>
        <source>Address for Ongoing</source>
        <translation>Adress för Ongoing</translation>
    </message>
    <message>
        <source>Copy the address for Ongoing</source>
        <translation>Kopiera adressen för Ongoing</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>Publik adress</translation>
    </message>
    <message>
        <source>Save and test</source>
        <translation>Spara och testa</translation>
    </message>
    <message>
        <source>Cancel test</source>
        <translation>Avbryt testet</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Visa den</translation>
    </message>
    <message>
        <source>available once the public address is known</source>
        <translation>finns när den publika adressen är känd</translation>
    </message>
    <message>
        <source>Sending a request to the public address…</source>
        <translation>Skickar en begäran till den publika adressen…</translation>
    </message>
    <message>
        <source>Waiting for a request from Ongoing…</source>
        <translation>Väntar på en begäran från Ongoing…</translation>
    </message>
    <message>
        <source>Let Ongoing reach this computer</source>
        <translation>Låt Ongoing nå den här datorn</translation>
    </message>
    <message>
        <source>The listener is reachable from this computer only. A tunnel gives it a public address. It is a program of another provider, which can read what passes through it.</source>
        <translation>Lyssnaren kan bara nås från den här datorn. En tunnel ger den en publik adress. Tunneln är ett program från en annan leverantör, som kan läsa det som går genom den.</translation>
    </message>
    <message>
        <source>Enter this address in Ongoing and press Test there</source>
        <translation>Ange adressen i Ongoing och tryck på Test där</translation>
    </message>
    <message>
        <source>Clear address</source>
        <translation>Rensa adressen</translation>
    </message>
    <message>
        <source>reachable</source>
        <translation>kan nås</translation>
    </message>
    <message>
        <source>changed on the way</source>
        <translation>ändrad på vägen</translation>
    </message>
    <message>
        <source>wrong target</source>
        <translation>fel mål</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>kan inte nås</translation>
    </message>
    <message>
        <source>A request arrived: {verdict}. {reason}</source>
        <translation>En begäran kom: {verdict}. {reason}</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.row_actions</name>
    <message>
        <source>You can undo this for an hour, while this window is open.</source>
        <translation>Du kan ångra det i en timme, så länge fönstret är öppet.</translation>
    </message>
    <message>
        <source>Delete exchanges</source>
        <translation>Ta bort anrop</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Tidslinje</translation>
    </message>
    <message numerus="yes">
        <source>{count} characters too long</source>
        <translation>
            <numerusform>1 tecken för långt</numerusform>
            <numerusform>{count} tecken för långt</numerusform>
        </translation>
        <extra-one>1 character too long</extra-one>
    </message>
    <message>
        <source>Leave empty to remove the note.</source>
        <translation>Lämna tomt för att ta bort anteckningen.</translation>
    </message>
    <message>
        <source>Unpin exchanges</source>
        <translation>Lossa anrop</translation>
    </message>
    <message>
        <source>Pin exchanges</source>
        <translation>Fäst anrop</translation>
    </message>
    <message>
        <source>Delete {count} exchanges?</source>
        <translation>Ta bort {count} anrop?</translation>
    </message>
    <message>
        <source>Copy more</source>
        <translation>Kopiera mer</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>Visa bara</translation>
    </message>
    <message>
        <source>Fold repeats</source>
        <translation>Dölj dubbletter</translation>
    </message>
    <message>
        <source>Show repeats</source>
        <translation>Visa dubbletter</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lossa</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fäst</translation>
    </message>
    <message>
        <source>Path or address</source>
        <translation>Sökväg eller adress</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Händelse-id</translation>
    </message>
    <message>
        <source>Time (ISO 8601)</source>
        <translation>Tid (ISO 8601)</translation>
    </message>
    <message>
        <source>Select two exchanges to compare them; now it is {count}.</source>
        <translation>Markera två anrop för att jämföra dem; nu är {count} markerade.</translation>
    </message>
    <message>
        <source>The earlier arrivals are no longer in the history.</source>
        <translation>De tidigare ankomsterna finns inte längre i historiken.</translation>
    </message>
    <message>
        <source>Copy {column}</source>
        <translation>Kopiera {column}</translation>
    </message>
    <message>
        <source>Delete {count}</source>
        <translation>Ta bort {count}</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.saved_filters</name>
    <message>
        <source>Save this filter…</source>
        <translation>Spara filtret…</translation>
    </message>
    <message>
        <source>Rename, remove…</source>
        <translation>Byt namn, ta bort…</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Sparade filter</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Enter a name for each filter.</source>
        <translation>Ange ett namn för varje filter.</translation>
    </message>
    <message>
        <source>No filters saved.</source>
        <translation>Inga sparade filter.</translation>
    </message>
    <message>
        <source>Two filters have the same name.</source>
        <translation>Två filter har samma namn.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.shapes_window</name>
    <message>
        <source>Payload shapes</source>
        <translation>Nyttolasternas form</translation>
    </message>
    <message>
        <source>Progress of reading the history</source>
        <translation>Hur långt läsningen av historiken har kommit</translation>
    </message>
    <message>
        <source>Fields of the payloads</source>
        <translation>Nyttolasternas fält</translation>
    </message>
    <message>
        <source>New shapes</source>
        <translation>Nya former</translation>
    </message>
    <message>
        <source>Show in History</source>
        <translation>Visa i Historik</translation>
    </message>
    <message>
        <source>Accept as known</source>
        <translation>Godta som kända</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Glöm…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportera</translation>
    </message>
    <message>
        <source>Stopped. The next time, reading goes on from there.</source>
        <translation>Stoppad. Nästa gång fortsätter läsningen därifrån.</translation>
    </message>
    <message>
        <source>too many for a code</source>
        <translation>för många för en kod</translation>
    </message>
    <message>
        <source>Forget what was learnt?</source>
        <translation>Glömma det inlärda?</translation>
    </message>
    <message>
        <source>This removes what was learnt about all types, and the marks of new shapes.</source>
        <translation>Det tar bort allt som har lärts in om alla typer, och markeringarna av nya former.</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Spara som</translation>
    </message>
    <message>
        <source>Learnt on this computer from the requests that the listener received. Requests that were refused, that belong to no known type, that were imported or that this program sent itself are not counted. Values are kept only of codes, such as status numbers.</source>
        <translation>Inlärt på den här datorn från de anrop som lyssnaren har tagit emot. Anrop som nekades, som inte hör till någon känd typ, som importerades eller som programmet självt skickade räknas inte. Värden sparas bara för koder, till exempel statusnummer.</translation>
    </message>
    <message>
        <source>JSON types</source>
        <translation>JSON-typer</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Förekomst</translation>
    </message>
    <message>
        <source>Values of codes</source>
        <translation>Värden för koder</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Sågs först</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Sågs senast</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Skillnad</translation>
    </message>
    <message>
        <source>Nothing has been learnt yet: no request of a known type was received.</source>
        <translation>Inget har lärts in än: inget anrop av en känd typ har tagits emot.</translation>
    </message>
    <message>
        <source>Forget, and begin with the next request</source>
        <translation>Glöm, och börja med nästa anrop</translation>
    </message>
    <message>
        <source>Learn again from the whole history</source>
        <translation>Lär in på nytt från hela historiken</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>Skrevs till {file}.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.timeline_window</name>
    <message>
        <source>After</source>
        <translation>Efter</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>dubblett</translation>
    </message>
    <message>
        <source>swapped: older than an event before it</source>
        <translation>omkastad: äldre än en händelse före den</translation>
    </message>
    <message>
        <source>the status went back</source>
        <translation>statusen gick bakåt</translation>
    </message>
    <message>
        <source>One exchange</source>
        <translation>Ett anrop</translation>
    </message>
    <message>
        <source>The exchange is no longer in the history.</source>
        <translation>Anropet finns inte längre i historiken.</translation>
    </message>
    <message>
        <source>This exchange is not about an order, an article or another known object, so it stands alone.</source>
        <translation>Anropet gäller ingen order, artikel eller något annat känt objekt, så det står för sig självt.</translation>
    </message>
    <message>
        <source>What happened, in order of time</source>
        <translation>Vad som hände, i tidsordning</translation>
    </message>
    <message>
        <source>Show exchange</source>
        <translation>Visa anropet</translation>
    </message>
    <message numerus="yes">
        <source>{count} repeats.</source>
        <translation>
            <numerusform>1 dubblett.</numerusform>
            <numerusform>{count} dubbletter.</numerusform>
        </translation>
        <extra-one>1 repeat.</extra-one>
    </message>
    <message numerus="yes">
        <source>{count} swapped events.</source>
        <translation>
            <numerusform>1 omkastad händelse.</numerusform>
            <numerusform>{count} omkastade händelser.</numerusform>
        </translation>
        <extra-one>1 swapped event.</extra-one>
    </message>
    <message numerus="yes">
        <source>The status went back {count} times.</source>
        <translation>
            <numerusform>Statusen gick bakåt en gång.</numerusform>
            <numerusform>Statusen gick bakåt {count} gånger.</numerusform>
        </translation>
        <extra-one>The status went back once.</extra-one>
    </message>
    <message>
        <source>Nothing could be received.</source>
        <translation>Inget kunde tas emot.</translation>
    </message>
    <message>
        <source>no webhook sends this</source>
        <translation>ingen webhook skickar detta</translation>
    </message>
    <message>
        <source>missing: a later event has come</source>
        <translation>saknas: en senare händelse har kommit</translation>
    </message>
    <message>
        <source>has not come yet</source>
        <translation>har inte kommit än</translation>
    </message>
    <message>
        <source>What is missing or to come is a guess from the scenario that the events resemble most.</source>
        <translation>Vad som saknas eller ska komma är en gissning från det scenario som händelserna liknar mest.</translation>
    </message>
    <message numerus="yes">
        <source>{count} exchanges in {span}.</source>
        <translation>
            <numerusform>1 anrop.</numerusform>
            <numerusform>{count} anrop på {span}.</numerusform>
        </translation>
        <extra-one>1 exchange.</extra-one>
    </message>
    <message numerus="yes">
        <source>{count} events are missing.</source>
        <translation>
            <numerusform>1 händelse saknas.</numerusform>
            <numerusform>{count} händelser saknas.</numerusform>
        </translation>
        <extra-one>1 event is missing.</extra-one>
    </message>
    <message numerus="yes">
        <source>{count} events have not come yet.</source>
        <translation>
            <numerusform>1 händelse har inte kommit än.</numerusform>
            <numerusform>{count} händelser har inte kommit än.</numerusform>
        </translation>
        <extra-one>1 event has not come yet.</extra-one>
    </message>
    <message>
        <source>Everything that a webhook sends has come.</source>
        <translation>Allt som någon webhook skickar har kommit.</translation>
    </message>
    <message>
        <source>not sent: {why}</source>
        <translation>skickas inte: {why}</translation>
    </message>
    <message>
        <source>usually + {span}</source>
        <translation>vanligen + {span}</translation>
    </message>
    <message>
        <source>It resembles the scenario “{name}”.</source>
        <translation>Det liknar scenariot ”{name}”.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.tree_model</name>
    <message>
        <source>(empty name)</source>
        <translation>(tomt namn)</translation>
    </message>
    <message numerus="yes">
        <source>{count} fields</source>
        <translation>
            <numerusform>1 fält</numerusform>
            <numerusform>{count} fält</numerusform>
        </translation>
        <extra-one>1 field</extra-one>
    </message>
    <message>
        <source>More fields are not listed here.</source>
        <translation>Fler fält visas inte här.</translation>
    </message>
</context>
<context>
    <name>ui.exchanges.view_bar</name>
    <message>
        <source>Hide all exchanges up to now; nothing is deleted (Shift+F8)</source>
        <translation>Dölj alla anrop fram till nu; inget tas bort (Skift+F8)</translation>
    </message>
    <message>
        <source>Show each event, each order (or what else the events are about) or each webhook once, with its newest exchange. Press Right to show the others, Left to hide them. Off while filtering.</source>
        <translation>Visar varje händelse, varje order (eller vad händelserna annars gäller) eller varje webhook en gång, med dess nyaste anrop. Högerpil visar de andra, vänsterpil döljer dem. Av under filtrering.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Stop updating the view; requests are still captured (F8)</source>
        <translation>Sluta uppdatera vyn; begäranden tas fortfarande emot (F8)</translation>
    </message>
    <message>
        <source>The view is paused; requests are still captured: {count} waiting. Press F8 to resume.</source>
        <translation>Vyn är pausad; begäranden tas fortfarande emot: {count} väntar. Tryck på F8 för att fortsätta.</translation>
    </message>
    <message>
        <source>Paused: {count} waiting</source>
        <translation>Pausad: {count} väntar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsätt</translation>
    </message>
    <message>
        <source>Clear view</source>
        <translation>Rensa vyn</translation>
    </message>
    <message>
        <source>By event</source>
        <translation>Efter händelse</translation>
    </message>
    <message>
        <source>By order</source>
        <translation>Efter order</translation>
    </message>
    <message>
        <source>By webhook</source>
        <translation>Efter webhook</translation>
    </message>
    <message>
        <source>Exchanges up to {since} are hidden; show them again (Shift+F8)</source>
        <translation>Anrop till och med {since} är dolda; visa dem igen (Skift+F8)</translation>
    </message>
</context>
<context>
    <name>ui.files.config_export_dialog</name>
    <message>
        <source>Everything</source>
        <translation>Allt</translation>
    </message>
    <message>
        <source>One system</source>
        <translation>Ett system</translation>
    </message>
    <message>
        <source>The selected webhook</source>
        <translation>Den markerade webhooken</translation>
    </message>
    <message>
        <source>The {count} selected webhooks</source>
        <translation>{count} markerade webhooks</translation>
    </message>
    <message>
        <source>Content of the file</source>
        <translation>Filens innehåll</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Välj fil…</translation>
    </message>
    <message>
        <source>1 webhook</source>
        <translation>1 webhook</translation>
    </message>
    <message>
        <source>1 system</source>
        <translation>1 system</translation>
    </message>
    <message>
        <source>The file does not contain the passwords and tokens in the keyring, nor anything specific to this computer: preferences, certificates, history. Addresses are written in full. The same settings always give the same file, so it is suitable for version control.</source>
        <translation>Filen innehåller varken lösenord och token i nyckelringen eller något som är särskilt för den här datorn: inställningar, certifikat, historik. Adresser skrivs ut i sin helhet. Samma inställningar ger alltid samma fil, så den passar för versionshantering.</translation>
    </message>
    <message>
        <source>{count} webhooks</source>
        <translation>{count} webhooks</translation>
    </message>
    <message>
        <source>{count} systems</source>
        <translation>{count} system</translation>
    </message>
    <message>
        <source>{webhooks} in {systems}</source>
        <translation>{webhooks} i {systems}</translation>
    </message>
</context>
<context>
    <name>ui.files.export_dialogs</name>
    <message>
        <source>Export exchanges</source>
        <translation>Exportera anrop</translation>
    </message>
    <message>
        <source>1 exchange was written to {name}.</source>
        <translation>1 anrop skrevs till {name}.</translation>
    </message>
    <message>
        <source>{count} exchanges were written to {name}.</source>
        <translation>{count} anrop skrevs till {name}.</translation>
    </message>
    <message>
        <source>Support pack</source>
        <translation>Supportpaket</translation>
    </message>
    <message numerus="yes">
        <source>Support pack with {count} exchanges written to {name}. Look through it before you pass it on.</source>
        <translation>
            <numerusform>Supportpaketet med 1 anrop skrevs till {name}. Titta igenom det innan du lämnar det vidare.</numerusform>
            <numerusform>Supportpaketet med {count} anrop skrevs till {name}. Titta igenom det innan du lämnar det vidare.</numerusform>
        </translation>
        <extra-one>Support pack with 1 exchange written to {name}. Look through it before you pass it on.</extra-one>
    </message>
    <message>
        <source>As</source>
        <translation>Som</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Filtyp</translation>
    </message>
    <message>
        <source>the settings, without the passwords and tokens in the keyring</source>
        <translation>inställningarna, utan lösenord och token i nyckelringen</translation>
    </message>
    <message>
        <source>exchanges as HAR and JSON lines, with the verdict on each</source>
        <translation>anrop som HAR och JSON-rader, med bedömningen av varje</translation>
    </message>
    <message>
        <source>versions of the program, its libraries and the system</source>
        <translation>versioner av programmet, dess bibliotek och systemet</translation>
    </message>
    <message>
        <source>the latest part of the program’s log</source>
        <translation>den senaste delen av programmets logg</translation>
    </message>
    <message>
        <source>a checksum for each file</source>
        <translation>en kontrollsumma för varje fil</translation>
    </message>
    <message>
        <source>In headers and addresses, values with a credential's name are replaced (Tools → Credential names). The export is scanned for every stored password and token before it is written.</source>
        <translation>I huvudfält och adresser ersätts värden med en inloggningsuppgifts namn (Verktyg → Inloggningsuppgifters namn). Exporten genomsöks efter alla sparade lösenord och token innan den skrivs.</translation>
    </message>
    <message>
        <source>A ZIP file for support, containing:</source>
        <translation>En ZIP-fil för support, som innehåller:</translation>
    </message>
    <message>
        <source>No exchanges</source>
        <translation>Inga begäranden</translation>
    </message>
    <message>
        <source>In headers and addresses, values with a credential's name are replaced (Tools → Credential names). The pack is scanned for every stored password and token before it is written. Look through the pack before you pass it on.</source>
        <translation>I huvudfält och adresser ersätts värden med en inloggningsuppgifts namn (Verktyg → Inloggningsuppgifters namn). Paketet genomsöks efter alla sparade lösenord och token innan det skrivs. Titta igenom paketet innan du lämnar det vidare.</translation>
    </message>
    <message>
        <source>The newest {count} exchanges</source>
        <translation>De {count} nyaste anropen</translation>
    </message>
</context>
<context>
    <name>ui.files.import_previews</name>
    <message>
        <source>Either everything is imported or nothing. Nothing is deleted; the listener, your preferences and Ongoing are not changed. You can undo it.</source>
        <translation>Antingen importeras allt eller inget. Inget tas bort; lyssnaren, dina inställningar och Ongoing ändras inte. Du kan ångra importen.</translation>
    </message>
    <message>
        <source>Settings files contain no passwords or tokens. Tests of these webhooks are not sent until you enter them.</source>
        <translation>Inställningsfiler innehåller inga lösenord eller token. Test av dessa webhooks skickas inte förrän du anger dem.</translation>
    </message>
    <message>
        <source>Left out: {left_out}. Imported with doubts: {doubtful}.</source>
        <translation>Utelämnat: {left_out}. Importeras med förbehåll: {doubtful}.</translation>
    </message>
    <message>
        <source>Import pasted settings</source>
        <translation>Importera inklistrade inställningar</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importera</translation>
    </message>
    <message>
        <source>Afterwards, enter the credential for 1 webhook: settings files do not contain credentials.</source>
        <translation>Ange inloggningsuppgifter för 1 webhook efteråt: inställningsfiler innehåller inga sådana.</translation>
    </message>
    <message>
        <source>Afterwards, enter the credentials for {count} webhooks: settings files do not contain credentials.</source>
        <translation>Ange inloggningsuppgifter för {count} webhooks efteråt: inställningsfiler innehåller inga sådana.</translation>
    </message>
    <message>
        <source>{count} more fields are unknown; they are kept but have no effect.</source>
        <translation>{count} fält till är okända; de behålls men har ingen verkan.</translation>
    </message>
    <message>
        <source>Credentials to enter</source>
        <translation>Inloggningsuppgifter att ange</translation>
    </message>
    <message>
        <source>✓ stored</source>
        <translation>✓ sparade</translation>
    </message>
    <message>
        <source>Entries left out or doubtful</source>
        <translation>Poster som utelämnas eller är tveksamma</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>{count} ändrade</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>{count} oförändrade</translation>
    </message>
    <message>
        <source>Different host: the stored credential is kept and would be sent there.</source>
        <translation>Annan värd: den sparade inloggningsuppgiften behålls och skulle skickas dit.</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>Importera {name}</translation>
    </message>
    <message>
        <source>Imported exchanges are marked as such and listed in History, not in the Inbox. Their credentials were not checked here. In headers and addresses, values with a credential's name are replaced.</source>
        <translation>Importerade anrop märks som sådana och visas i Historik, inte i Inkorg. Deras inloggningsuppgifter har inte kontrollerats här. I huvudfält och adresser ersätts värden med en inloggningsuppgifts namn.</translation>
    </message>
    <message>
        <source>Bodies</source>
        <translation>Innehåll</translation>
    </message>
    <message>
        <source>Everything in the file is already here.</source>
        <translation>Allt i filen finns redan här.</translation>
    </message>
    <message>
        <source>Enter the credential for {name}</source>
        <translation>Ange inloggningsuppgifter för {name}</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Värdar</translation>
    </message>
</context>
<context>
    <name>ui.files.personal_data</name>
    <message>
        <source>There is nothing to replace.</source>
        <translation>Det finns inget att ersätta.</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>Personuppgifter</translation>
    </message>
    <message>
        <source>Replace ids and numbers too</source>
        <translation>Ersätt även id:n och nummer</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Förhandsgranska…</translation>
    </message>
    <message>
        <source>The values of these members are replaced. The same value gets the same replacement.</source>
        <translation>De här fältens värden ersätts. Samma värde får samma ersättning.</translation>
    </message>
    <message>
        <source>Replaced members</source>
        <translation>Ersatta fält</translation>
    </message>
    <message>
        <source>If a value should not be replaced, cancel and choose Keep.</source>
        <translation>Om ett värde inte ska ersättas, avbryt och välj Behåll.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>namn</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adress</translation>
    </message>
    <message>
        <source>e-mail address</source>
        <translation>e-postadress</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>telefon</translation>
    </message>
    <message>
        <source>text</source>
        <translation>text</translation>
    </message>
    <message>
        <source>not documented</source>
        <translation>ej dokumenterad</translation>
    </message>
    <message>
        <source>Replace in answers of Ongoing's API</source>
        <translation>Ersätt i svar från Ongoings API</translation>
    </message>
    <message>
        <source>Replace everywhere</source>
        <translation>Ersätt överallt</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behåll</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Fält</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Slag</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Exempel</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Blir</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Antal</translation>
    </message>
    <message>
        <source>{unknown} of them are not documented; whatever they contain is treated as text.</source>
        <translation>{unknown} av dem är inte dokumenterade; vad de än innehåller behandlas som text.</translation>
    </message>
</context>
<context>
    <name>ui.files.picture_menu</name>
    <message>
        <source>Picture (PNG)…</source>
        <translation>Bild (PNG)…</translation>
    </message>
    <message>
        <source>Picture (SVG)…</source>
        <translation>Bild (SVG)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>Tabell (CSV)…</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>Sparade {name}.</translation>
    </message>
</context>
<context>
    <name>ui.files.writing_dialog</name>
    <message>
        <source>The export would contain a stored password or token (see below), so nothing was written. Mask and write replaces them with [redacted] in the file only.</source>
        <translation>Exporten skulle innehålla ett sparat lösenord eller en sparad token (se nedan), så inget skrevs. Maskera och skriv ersätter dem med [redacted] bara i filen.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Förlopp</translation>
    </message>
    <message>
        <source>Places that contain a secret</source>
        <translation>Ställen som innehåller en hemlighet</translation>
    </message>
    <message>
        <source>Checking and writing…</source>
        <translation>Kontrollerar och skriver…</translation>
    </message>
    <message>
        <source>Looking for personal data…</source>
        <translation>Söker personuppgifter…</translation>
    </message>
    <message numerus="yes">
        <source>Writing: {count} exchanges</source>
        <translation>
            <numerusform>Skriver: 1 anrop</numerusform>
            <numerusform>Skriver: {count} anrop</numerusform>
        </translation>
        <extra-one>Writing: 1 exchange</extra-one>
    </message>
    <message numerus="yes">
        <source>Writing {done} of {count} exchanges</source>
        <translation>
            <numerusform>Skriver 1 anrop</numerusform>
            <numerusform>Skriver {done} av {count} anrop</numerusform>
        </translation>
        <extra-one>Writing 1 exchange</extra-one>
    </message>
    <message>
        <source>Even with masking, the file would contain a stored password or token. Nothing was written.</source>
        <translation>Även med maskering skulle filen innehålla ett sparat lösenord eller en sparad token. Inget skrevs.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Avbryter…</translation>
    </message>
    <message>
        <source>Mask and write</source>
        <translation>Maskera och skriv</translation>
    </message>
    <message>
        <source>exchange {id}: {part}</source>
        <translation>anrop {id}: {part}</translation>
    </message>
</context>
<context>
    <name>ui.help.guide_view</name>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
</context>
<context>
    <name>ui.help.help_window</name>
    <message>
        <source>Search all guides</source>
        <translation>Sök i alla guider</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>Guider</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Bakåt</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Framåt</translation>
    </message>
    <message>
        <source>Find in this guide</source>
        <translation>Sök i den här guiden</translation>
    </message>
    <message>
        <source>No guide contains these words.</source>
        <translation>Ingen guide innehåller de orden.</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} träffar</translation>
    </message>
</context>
<context>
    <name>ui.kit.column_chooser</name>
    <message>
        <source>Reset columns</source>
        <translation>Återställ kolumner</translation>
    </message>
</context>
<context>
    <name>ui.kit.copy_cells</name>
    <message>
        <source>Copy row</source>
        <translation>Kopiera rad</translation>
    </message>
</context>
<context>
    <name>ui.kit.empty_state</name>
    <message>
        <source>Read the guide</source>
        <translation>Läs guiden</translation>
    </message>
</context>
<context>
    <name>ui.kit.header_keys</name>
    <message>
        <source>column {number} of {count}</source>
        <translation>kolumn {number} av {count}</translation>
    </message>
    <message>
        <source>sorted ascending</source>
        <translation>stigande ordning</translation>
    </message>
    <message>
        <source>sorted descending</source>
        <translation>fallande ordning</translation>
    </message>
</context>
<context>
    <name>ui.kit.notice_bar</name>
    <message>
        <source>Notice</source>
        <translation>Meddelande</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Stäng meddelandet</translation>
    </message>
</context>
<context>
    <name>ui.kit.question</name>
    <message>
        <source>Leave without saving</source>
        <translation>Lämna utan att spara</translation>
    </message>
    <message>
        <source>Leave without saving?</source>
        <translation>Lämna utan att spara?</translation>
    </message>
</context>
<context>
    <name>ui.kit.unsaved_changes</name>
    <message>
        <source>Your entries are not saved.</source>
        <translation>Det du har angett är inte sparat.</translation>
    </message>
</context>
<context>
    <name>ui.listening.answers_button</name>
    <message>
        <source>200 (default)</source>
        <translation>200 (standard)</translation>
    </message>
    <message>
        <source>Current response: {now}</source>
        <translation>Nuvarande svar: {now}</translation>
    </message>
    <message>
        <source>Response: {now} ▾</source>
        <translation>Svar: {now} ▾</translation>
    </message>
</context>
<context>
    <name>ui.listening.forward_page</name>
    <message>
        <source>Each request is saved, then forwarded. The target's response is returned, or 502 if it is unreachable. The body is not changed.</source>
        <translation>Varje begäran sparas och vidarebefordras sedan. Målets svar lämnas tillbaka, eller 502 om målet inte kan nås. Innehållet ändras inte.</translation>
    </message>
    <message>
        <source>Forward requests</source>
        <translation>Vidarebefordra begäranden</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Lägg till</translation>
    </message>
    <message>
        <source>Return the response of this target to the sender</source>
        <translation>Skicka svaret från det här målet till avsändaren</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Typer</translation>
    </message>
    <message>
        <source>Goods owners</source>
        <translation>Varuägare</translation>
    </message>
    <message>
        <source>Only for</source>
        <translation>Bara för</translation>
    </message>
    <message>
        <source>A list in which nothing is ticked lets all requests through.</source>
        <translation>En lista där inget är markerat släpper igenom alla anrop.</translation>
    </message>
    <message>
        <source>For all targets</source>
        <translation>För alla mål</translation>
    </message>
    <message>
        <source>Include unmatched requests</source>
        <translation>Ta med begäranden som ingen webhook passar</translation>
    </message>
    <message>
        <source>Include refused, unverifiable and web page requests</source>
        <translation>Ta med nekade, okontrollerbara och från webbsidor</translation>
    </message>
    <message>
        <source>Forward credentials to other computers too</source>
        <translation>Vidarebefordra inloggningsuppgifter även till andra datorer</translation>
    </message>
    <message>
        <source>Deliver later what a target misses</source>
        <translation>Leverera senare det som ett mål missar</translation>
    </message>
    <message>
        <source>no address yet</source>
        <translation>ingen adress än</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Mål</translation>
    </message>
    <message>
        <source>Address of the target</source>
        <translation>Målets adress</translation>
    </message>
    <message>
        <source>Append path and query to the target</source>
        <translation>Lägg till sökväg och frågesträng efter målet</translation>
    </message>
    <message>
        <source>Use the target address unchanged</source>
        <translation>Använd målets adress oförändrad</translation>
    </message>
    <message>
        <source>any path, or /orders/*</source>
        <translation>alla sökvägar, eller /orders/*</translation>
    </message>
    <message>
        <source>Only path</source>
        <translation>Endast sökväg</translation>
    </message>
    <message>
        <source>Time-out (504)</source>
        <translation>Tidsgräns (504)</translation>
    </message>
    <message>
        <source>If a target does not answer, the sender gets 200 and the request waits. Each target gets what waits in order, one at a time, as soon as it answers. A response with an error status counts as delivered. After a time-out or a crash a target can get a request twice. Up to {count} requests wait for one target; then senders get 503.</source>
        <translation>Om ett mål inte svarar får avsändaren 200 och anropet väntar. Varje mål får det som väntar i ordning, ett i taget, så snart det svarar. Ett svar med en felstatus räknas som levererat. Efter en tidsgräns eller en krasch kan ett mål få ett anrop två gånger. Upp till {count} anrop väntar på ett mål; sedan får avsändare 503.</translation>
    </message>
    <message>
        <source>{target} – its response is returned</source>
        <translation>{target} – dess svar skickas tillbaka</translation>
    </message>
</context>
<context>
    <name>ui.listening.port_mismatch_note</name>
    <message>
        <source>The listener on port {port} uses {scheme}, but this address does not.</source>
        <translation>Lyssnaren på port {port} använder {scheme}, men det gör inte den här adressen.</translation>
    </message>
    <message>
        <source>The listener is stopped, and another program uses its port {port}.</source>
        <translation>Lyssnaren är stoppad, och ett annat program använder dess port {port}.</translation>
    </message>
    <message>
        <source>Nothing listens on port {port}. Start your receiver there, or use the built-in listener on {own}.</source>
        <translation>Inget lyssnar på port {port}. Starta din mottagare där, eller använd den inbyggda lyssnaren på {own}.</translation>
    </message>
    <message>
        <source>Change address to {scheme}</source>
        <translation>Ändra adressen till {scheme}</translation>
    </message>
    <message>
        <source>Move listener to {port}</source>
        <translation>Flytta lyssnaren till {port}</translation>
    </message>
    <message>
        <source>Change address to {own}</source>
        <translation>Ändra adressen till {own}</translation>
    </message>
    <message>
        <source>The listener is stopped, so nothing listens on port {port}.</source>
        <translation>Lyssnaren är stoppad, så ingen lyssnar på port {port}.</translation>
    </message>
</context>
<context>
    <name>ui.listening.rule_form</name>
    <message>
        <source>any method</source>
        <translation>alla metoder</translation>
    </message>
    <message>
        <source>any, or none</source>
        <translation>vilken som helst, eller ingen</translation>
    </message>
    <message>
        <source>any verdict</source>
        <translation>alla bedömningar</translation>
    </message>
    <message>
        <source>any type</source>
        <translation>alla typer</translation>
    </message>
    <message>
        <source>one in </source>
        <translation>en av </translation>
    </message>
    <message>
        <source>Repeat the last step</source>
        <translation>Upprepa det sista steget</translation>
    </message>
    <message>
        <source>Respond as without a rule</source>
        <translation>Svara som utan regel</translation>
    </message>
    <message>
        <source>any header, or X-Trace: 47*</source>
        <translation>vilket som helst, eller X-Trace: 47*</translation>
    </message>
    <message>
        <source>any body, or orderStatus.number:&gt;=400</source>
        <translation>vilket som helst, eller orderStatus.number:&gt;=400</translation>
    </message>
    <message>
        <source>each request</source>
        <translation>varje begäran</translation>
    </message>
    <message>
        <source>Method and path</source>
        <translation>Metod och sökväg</translation>
    </message>
    <message>
        <source>Member of the body</source>
        <translation>Del av innehållet</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Hur ofta</translation>
    </message>
    <message>
        <source>Steps, in order</source>
        <translation>Steg, i ordning</translation>
    </message>
    <message>
        <source>After the last step</source>
        <translation>Efter det sista steget</translation>
    </message>
    <message>
        <source>Which requests</source>
        <translation>Vilka begäranden</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>begäranden</translation>
    </message>
    <message>
        <source>Correct step {numbers}.</source>
        <translation>Rätta steg {numbers}.</translation>
    </message>
</context>
<context>
    <name>ui.listening.rule_texts</name>
    <message>
        <source>before reading the body</source>
        <translation>innan innehållet läses</translation>
    </message>
    <message>
        <source>every request</source>
        <translation>varje begäran</translation>
    </message>
    <message>
        <source>Send a response</source>
        <translation>Skicka ett svar</translation>
    </message>
    <message>
        <source>Send half of a response</source>
        <translation>Skicka ett halvt svar</translation>
    </message>
    <message>
        <source>after {low}</source>
        <translation>efter {low}</translation>
    </message>
    <message>
        <source>held for you</source>
        <translation>väntar på dig</translation>
    </message>
    <message>
        <source>close</source>
        <translation>stäng</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>bryt</translation>
    </message>
    <message>
        <source>default</source>
        <translation>standard</translation>
    </message>
    <message>
        <source>forwarded</source>
        <translation>vidarebefordras</translation>
    </message>
    <message>
        <source>for at most {low}</source>
        <translation>i högst {low}</translation>
    </message>
    <message>
        <source>after {low} to {high}</source>
        <translation>efter {low} till {high}</translation>
    </message>
    <message>
        <source>{count} rules</source>
        <translation>{count} regler</translation>
    </message>
    <message>
        <source>half of {status}</source>
        <translation>halva {status}</translation>
    </message>
    <message>
        <source>one in {n} requests</source>
        <translation>en av {n} begäranden</translation>
    </message>
</context>
<context>
    <name>ui.listening.rules_dialog</name>
    <message>
        <source>Each request is saved, then answered by the first enabled rule that matches, or with 200.</source>
        <translation>Varje begäran sparas och besvaras sedan av den första aktiverade regeln som passar, eller med 200.</translation>
    </message>
    <message>
        <source>Try how a sender reacts to other responses. One click adds and enables a rule.</source>
        <translation>Prova hur en avsändare reagerar på andra svar. Ett klick lägger till och aktiverar en regel.</translation>
    </message>
    <message>
        <source>Reply rules</source>
        <translation>Svarsregler</translation>
    </message>
    <message>
        <source>Reply rules; the first that matches is used</source>
        <translation>Svarsregler; den första som passar används</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Flytta upp</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Flytta ned</translation>
    </message>
    <message>
        <source>Restart sequence</source>
        <translation>Börja om sekvensen</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Kasta ändringar</translation>
    </message>
    <message>
        <source>Try with received requests</source>
        <translation>Prova med mottagna begäranden</translation>
    </message>
    <message>
        <source>No rule: every request is answered with 200</source>
        <translation>Ingen regel: varje begäran besvaras med 200</translation>
    </message>
    <message>
        <source>Removed the reply rule “{name}”.</source>
        <translation>Tog bort svarsregeln ”{name}”.</translation>
    </message>
    <message>
        <source>The next request for “{name}” will get the first step.</source>
        <translation>Nästa begäran för ”{name}” får det första steget.</translation>
    </message>
    <message>
        <source>{name} · not saved</source>
        <translation>{name} · inte sparad</translation>
    </message>
    <message>
        <source>Your changes to {names} are not saved.</source>
        <translation>Dina ändringar i {names} är inte sparade.</translation>
    </message>
</context>
<context>
    <name>ui.listening.settings_dialog</name>
    <message>
        <source>Listener settings</source>
        <translation>Lyssnarens inställningar</translation>
    </message>
    <message>
        <source>HTTPS</source>
        <translation>HTTPS</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Gränser</translation>
    </message>
    <message>
        <source>Forwarding</source>
        <translation>Vidarebefordran</translation>
    </message>
    <message>
        <source>Your changes are not saved.</source>
        <translation>Dina ändringar är inte sparade.</translation>
    </message>
</context>
<context>
    <name>ui.listening.settings_pages</name>
    <message>
        <source>The listener never reveals stored data but stores everything it receives.</source>
        <translation>Lyssnaren visar aldrig sparade data, men sparar allt den tar emot.</translation>
    </message>
    <message>
        <source>leave empty if it is in the certificate file</source>
        <translation>lämna tomt om den finns i certifikatfilen</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>PEM-filer (*.pem *.crt *.cer *.key);;Alla filer (*)</translation>
    </message>
    <message>
        <source>Set the port in the Inbox, next to Start. Choose here who can reach the listener.</source>
        <translation>Ange porten i Inkorg, bredvid Starta. Välj här vem som kan nå lyssnaren.</translation>
    </message>
    <message>
        <source>Choose a certificate to serve HTTPS. The files are read in place; the key must not have a passphrase. Leave both empty for HTTP.</source>
        <translation>Välj ett certifikat för att använda HTTPS. Filerna läses där de ligger; nyckeln får inte ha någon lösenfras. Lämna båda tomma för HTTP.</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>Certifikat (PEM)</translation>
    </message>
    <message>
        <source>Private key (PEM)</source>
        <translation>Privat nyckel (PEM)</translation>
    </message>
    <message>
        <source>Requests over a limit get an error response and are logged as malformed. Changes take effect immediately.</source>
        <translation>Begäranden över en gräns får ett felsvar och loggas som felaktiga. Ändringar gäller genast.</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Återställ standardvärden</translation>
    </message>
    <message>
        <source>Maximum body size (413)</source>
        <translation>Innehållets högsta storlek (413)</translation>
    </message>
    <message>
        <source>Maximum header size (431)</source>
        <translation>Huvudets högsta storlek (431)</translation>
    </message>
    <message>
        <source>Maximum header fields (431)</source>
        <translation>Högsta antal huvudfält (431)</translation>
    </message>
    <message>
        <source>Maximum request line (414)</source>
        <translation>Längsta begäranderad (414)</translation>
    </message>
    <message>
        <source>Maximum concurrent connections</source>
        <translation>Högsta antal samtidiga anslutningar</translation>
    </message>
    <message>
        <source>Minimum free disk space (507)</source>
        <translation>Minsta lediga diskutrymme (507)</translation>
    </message>
    <message>
        <source>Header complete within (408)</source>
        <translation>Huvudet ska vara klart inom (408)</translation>
    </message>
    <message>
        <source>Body stalls after (408, less than 1 KiB)</source>
        <translation>Innehållet stannar av efter (408, under 1 KiB)</translation>
    </message>
    <message>
        <source>Idle connection closed after</source>
        <translation>Overksam anslutning stängs efter</translation>
    </message>
    <message>
        <source>TLS handshake complete within</source>
        <translation>TLS-handskakningen ska vara klar inom</translation>
    </message>
    <message>
        <source>Reachable from</source>
        <translation>Kan nås från</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certifikat</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Privat nyckel</translation>
    </message>
    <message>
        <source>This computer only ({host})</source>
        <translation>Bara den här datorn ({host})</translation>
    </message>
    <message>
        <source>The network of {name} ({host})</source>
        <translation>Nätverket för {name} ({host})</translation>
    </message>
    <message>
        <source>All networks of this computer ({host})</source>
        <translation>Datorns alla nätverk ({host})</translation>
    </message>
    <message>
        <source>{host} (not an address of this computer now)</source>
        <translation>{host} (inte längre en adress på den här datorn)</translation>
    </message>
</context>
<context>
    <name>ui.listening.simulator_credential</name>
    <message>
        <source>Requests must have this user name and password as HTTP Basic authentication; others get 401. Leave the user name empty to answer every request. Use a made-up password, not the real one.</source>
        <translation>Begäranden måste ha det här användarnamnet och lösenordet som HTTP Basic-autentisering; andra får 401. Lämna användarnamnet tomt för att besvara alla begäranden. Använd ett påhittat lösenord, inte det riktiga.</translation>
    </message>
    <message>
        <source>Credential of the simulator</source>
        <translation>Simulatorns inloggningsuppgift</translation>
    </message>
    <message>
        <source>Keep until I quit</source>
        <translation>Behåll tills jag avslutar</translation>
    </message>
    <message>
        <source>stored; leave empty to keep it</source>
        <translation>sparat; lämna tomt för att behålla det</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Användarnamn</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Lösenord</translation>
    </message>
</context>
<context>
    <name>ui.listening.simulator_dialog</name>
    <message>
        <source>While this is on, the listener answers requests to Ongoing's REST API, so that a receiver that looks things up can be tested without Ongoing. Test events change the status of the object that they are about.</source>
        <translation>När den är på besvarar lyssnaren begäranden till Ongoings REST-API, så att en mottagare som slår upp saker kan testas utan Ongoing. Testhändelser ändrar statusen på det objekt som de gäller.</translation>
    </message>
    <message>
        <source>Answer from the documents as they are, whatever test events said since.</source>
        <translation>Svara med dokumenten som de är, oavsett vad testhändelser har sagt sedan dess.</translation>
    </message>
    <message>
        <source>API simulator</source>
        <translation>API-simulator</translation>
    </message>
    <message>
        <source>Answer API requests</source>
        <translation>Besvara API-begäranden</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>JSON document</source>
        <translation>JSON-dokument</translation>
    </message>
    <message>
        <source>There is no document yet. Lists are made from the settings of the systems, and an object is invented for each test event. Add a document to decide exactly what is answered.</source>
        <translation>Det finns inget dokument ännu. Listor skapas från systemens inställningar, och ett objekt hittas på för varje testhändelse. Lägg till ett dokument för att bestämma exakt vad som svaras.</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fel</translation>
    </message>
    <message>
        <source>Credential…</source>
        <translation>Inloggningsuppgift…</translation>
    </message>
    <message>
        <source>Forget events</source>
        <translation>Glöm händelser</translation>
    </message>
    <message>
        <source>Base address</source>
        <translation>Basadress</translation>
    </message>
    <message>
        <source>Credential: none…</source>
        <translation>Inloggningsuppgift: ingen…</translation>
    </message>
    <message>
        <source>Removed the document {path}.</source>
        <translation>Tog bort dokumentet {path}.</translation>
    </message>
    <message>
        <source>Every API request is now answered by “{name}”. Change it in the reply rules.</source>
        <translation>Alla API-begäranden besvaras nu av ”{name}”. Ändra det i svarsreglerna.</translation>
    </message>
    <message>
        <source>Start the listener to use the API simulator.</source>
        <translation>Börja lyssna för att använda API-simulatorn.</translation>
    </message>
    <message>
        <source>Copied. API paths begin with {root} after it.</source>
        <translation>Kopierat. API:ets sökvägar börjar med {root} efter det.</translation>
    </message>
    <message>
        <source>Add “{name}”</source>
        <translation>Lägg till ”{name}”</translation>
    </message>
    <message>
        <source>Credential: {name}…</source>
        <translation>Inloggningsuppgift: {name}…</translation>
    </message>
    <message>
        <source>Faults ({count})</source>
        <translation>Fel ({count})</translation>
    </message>
    <message>
        <source>{name} · event: {status}</source>
        <translation>{name} · händelse: {status}</translation>
    </message>
</context>
<context>
    <name>ui.listening.step_form</name>
    <message>
        <source>Shortest delay in milliseconds</source>
        <translation>Kortaste fördröjning i millisekunder</translation>
    </message>
    <message>
        <source>Longest delay in milliseconds</source>
        <translation>Längsta fördröjning i millisekunder</translation>
    </message>
    <message>
        <source>before the body is read</source>
        <translation>innan innehållet läses</translation>
    </message>
    <message>
        <source>One per line. Content-Length and Connection are set automatically. Here and in the body, {{body.orderId}}, {{header.X-Trace}}, {{path}} and {{now}} are filled in.</source>
        <translation>En per rad. Content-Length och Connection sätts automatiskt. Här och i innehållet fylls {{body.orderId}}, {{header.X-Trace}}, {{path}} och {{now}} i.</translation>
    </message>
    <message>
        <source>to</source>
        <translation>till</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Åtgärd</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Fördröjning</translation>
    </message>
    <message>
        <source>How long at most; then it is answered as without a rule. 0: two minutes.</source>
        <translation>Längsta väntetid; därefter besvaras den som utan regel. 0: två minuter.</translation>
    </message>
    <message>
        <source>ms, chosen at random</source>
        <translation>ms, slumpas fram</translation>
    </message>
</context>
<context>
    <name>ui.listening.tunnel_panel</name>
    <message>
        <source>1 webhook still uses an earlier address of the tunnel.</source>
        <translation>1 webhook använder fortfarande en tidigare adress till tunneln.</translation>
    </message>
    <message>
        <source>{count} webhooks still use an earlier address of the tunnel.</source>
        <translation>{count} webhookar använder fortfarande en tidigare adress till tunneln.</translation>
    </message>
    <message>
        <source>Tunnel stopped</source>
        <translation>Tunneln är stoppad</translation>
    </message>
    <message>
        <source>Tunnel starting</source>
        <translation>Tunneln startar</translation>
    </message>
    <message>
        <source>Tunnel being checked</source>
        <translation>Tunneln kontrolleras</translation>
    </message>
    <message>
        <source>Tunnel live</source>
        <translation>Tunneln är igång</translation>
    </message>
    <message>
        <source>Tunnel dead</source>
        <translation>Tunneln är död</translation>
    </message>
    <message>
        <source>Tunnel restarting</source>
        <translation>Tunneln startas om</translation>
    </message>
    <message>
        <source>Tunnel failed</source>
        <translation>Tunneln misslyckades</translation>
    </message>
    <message>
        <source>Dead since {since}; last check at {checked}. {why}</source>
        <translation>Död sedan {since}; senaste kontroll {checked}. {why}</translation>
    </message>
    <message>
        <source>Start tunnel</source>
        <translation>Starta tunneln</translation>
    </message>
    <message>
        <source>Stop tunnel</source>
        <translation>Stoppa tunneln</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Kontrollera nu</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Kopiera kommandot</translation>
    </message>
    <message>
        <source>Start the tunnel with the listener</source>
        <translation>Starta tunneln tillsammans med lyssnaren</translation>
    </message>
    <message>
        <source>Change them…</source>
        <translation>Ändra dem…</translation>
    </message>
    <message>
        <source>Output of the tunnel program</source>
        <translation>Tunnelprogrammets utdata</translation>
    </message>
    <message>
        <source>Copy the output</source>
        <translation>Kopiera utdata</translation>
    </message>
    <message>
        <source>Change addresses</source>
        <translation>Ändra adresser</translation>
    </message>
    <message>
        <source>program --to {url}</source>
        <translation>program --to {url}</translation>
    </message>
    <message>
        <source>Own server (ssh)</source>
        <translation>Egen server (ssh)</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>Ett annat program</translation>
    </message>
    <message>
        <source>Waiting for the program to show its address…</source>
        <translation>Väntar på att programmet ska visa sin adress…</translation>
    </message>
    <message>
        <source>read from the program’s output</source>
        <translation>läses ur programmets utdata</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Kommando</translation>
    </message>
    <message>
        <source>Its address</source>
        <translation>Dess adress</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändring</translation>
    </message>
    <message>
        <source>1 address was changed.</source>
        <translation>1 adress ändrades.</translation>
    </message>
    <message>
        <source>{count} addresses were changed.</source>
        <translation>{count} adresser ändrades.</translation>
    </message>
    <message>
        <source>Restart tunnel</source>
        <translation>Starta om tunneln</translation>
    </message>
    <message>
        <source>Live since {since}; last check at {checked}.</source>
        <translation>Igång sedan {since}; senaste kontroll {checked}.</translation>
    </message>
    <message>
        <source>Ended at {since}, and will be started again. {why}</source>
        <translation>Avslutades {since} och startas igen. {why}</translation>
    </message>
    <message>
        <source>Failed at {since}. {why}</source>
        <translation>Misslyckades {since}. {why}</translation>
    </message>
    <message>
        <source>Sending a request through {address}…</source>
        <translation>Skickar ett anrop genom {address}…</translation>
    </message>
    <message>
        <source>Change the address of these webhooks to {address}? Their paths stay.</source>
        <translation>Vill du ändra adressen för de här webhookarna till {address}? Sökvägarna behålls.</translation>
    </message>
    <message>
        <source>Starts exactly: {command}</source>
        <translation>Startar exakt: {command}</translation>
    </message>
    <message>
        <source>Then change them in Ongoing too.</source>
        <translation>Ändra dem sedan i Ongoing också.</translation>
    </message>
    <message>
        <source>Get it at {address}</source>
        <translation>Hämta det på {address}</translation>
    </message>
</context>
<context>
    <name>ui.palette.command_palette</name>
    <message>
        <source>Command palette</source>
        <translation>Kommandopalett</translation>
    </message>
    <message>
        <source>Find a command, webhook, system, scenario, filter or exchange</source>
        <translation>Sök kommando, webhook, system, scenario, filter eller anrop</translation>
    </message>
    <message>
        <source>Commands, webhooks, systems, scenarios, filters, exchanges</source>
        <translation>Kommandon, webhooks, system, scenarier, filter, anrop</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Sökträffar</translation>
    </message>
    <message>
        <source>Nothing fits. Try fewer letters.</source>
        <translation>Inget passar. Prova med färre bokstäver.</translation>
    </message>
</context>
<context>
    <name>ui.palette.entries</name>
    <message>
        <source>Scenario</source>
        <translation>Scenario</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Inställning</translation>
    </message>
</context>
<context>
    <name>ui.preferences.preference_controls</name>
    <message>
        <source>On</source>
        <translation>På</translation>
    </message>
    <message>
        <source>Limit of “{title}”</source>
        <translation>Gräns för ”{title}”</translation>
    </message>
    <message>
        <source>Nothing to report</source>
        <translation>Inget att rapportera</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Som systemet</translation>
    </message>
    <message>
        <source>Reported since {time}</source>
        <translation>Larmar sedan {time}</translation>
    </message>
</context>
<context>
    <name>ui.preferences.settings_window</name>
    <message>
        <source>Changes take effect at once. Settings stay on this computer.</source>
        <translation>Ändringar gäller genast. Inställningarna stannar på den här datorn.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Inställningar</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Sidor</translation>
    </message>
    <message>
        <source>No setting contains these words.</source>
        <translation>Ingen inställning innehåller de orden.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Återställ</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Tillbaka till standardvärdet</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Sök inställningar</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Sök</translation>
    </message>
    <message>
        <source>“{title}” was reset.</source>
        <translation>”{title}” återställdes.</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>Återställ {title}</translation>
    </message>
    <message>
        <source>Restore</source>
        <comment>the value before a reset</comment>
        <translation>Ta tillbaka</translation>
    </message>
</context>
<context>
    <name>ui.preferences.shortcuts_dialog</name>
    <message>
        <source>Choose a command to change its shortcut. Keys in grey are fixed.</source>
        <translation>Välj ett kommando för att ändra dess kortkommando. Grå tangenter är fasta.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Kortkommandon</translation>
    </message>
    <message>
        <source>New shortcut</source>
        <translation>Nytt kortkommando</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Tilldela</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Återställ alla</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>Sök kommandon och tangenter</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Meny</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Kortkommando</translation>
    </message>
    <message>
        <source>{keys} belongs to {names}. “Assign” takes it away there.</source>
        <translation>{keys} hör till {names}. ”Tilldela” tar bort det därifrån.</translation>
    </message>
    <message>
        <source>{keys} is fixed: {what}.</source>
        <translation>{keys} är fast: {what}.</translation>
    </message>
</context>
<context>
    <name>ui.progress_dialog</name>
    <message>
        <source>{done} of {all} exchanges done.</source>
        <translation>{done} av {all} anrop klara.</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Arbetar…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stoppar…</translation>
    </message>
</context>
<context>
    <name>ui.reading_line</name>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
</context>
<context>
    <name>ui.recovery</name>
    <message>
        <source>All data that can still be read from the damaged files is added to the current data. The damaged files are kept, and you can undo it.</source>
        <translation>Alla data som ännu kan läsas från de skadade filerna läggs till i de nuvarande. De skadade filerna behålls, och du kan ångra det.</translation>
    </message>
    <message>
        <source>Restore damaged data</source>
        <translation>Återställ skadade data</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Återställ</translation>
    </message>
    <message>
        <source>Reading the damaged files …</source>
        <translation>Läser de skadade filerna …</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Återställ…</translation>
    </message>
</context>
<context>
    <name>ui.revisions.change_tree</name>
    <message>
        <source>Changes</source>
        <translation>Ändringar</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Övrigt</translation>
    </message>
    <message>
        <source>+ new</source>
        <translation>+ ny</translation>
    </message>
    <message>
        <source>≠ changed</source>
        <translation>≠ ändrad</translation>
    </message>
    <message>
        <source>– deleted</source>
        <translation>– borttagen</translation>
    </message>
    <message>
        <source>= unchanged</source>
        <translation>= oförändrad</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Före</translation>
    </message>
</context>
<context>
    <name>ui.revisions.revisions_window</name>
    <message>
        <source>No changes yet. Every change you save will be listed here, and you can undo it.</source>
        <translation>Inga ändringar ännu. Varje ändring som du sparar visas här, och du kan ångra den.</translation>
    </message>
    <message>
        <source>This is recorded as a new change you can undo. Preferences and Ongoing are not affected.</source>
        <translation>Det registreras som en ny ändring som du kan ångra. Programmets egna inställningar och Ongoing påverkas inte.</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>Ändringshistorik</translation>
    </message>
    <message>
        <source>Changes, newest first</source>
        <translation>Ändringar, de nyaste först</translation>
    </message>
    <message>
        <source>Restore this state…</source>
        <translation>Återställ det här läget…</translation>
    </message>
    <message>
        <source>Restore this webhook only…</source>
        <translation>Återställ bara webhooken…</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Vad som ändrades</translation>
    </message>
    <message>
        <source>Nothing has changed since then.</source>
        <translation>Inget har ändrats sedan dess.</translation>
    </message>
    <message>
        <source>The state before this change is no longer stored.</source>
        <translation>Läget före den här ändringen är inte längre sparat.</translation>
    </message>
    <message>
        <source>Restored the earlier state.</source>
        <translation>Återställde det tidigare läget.</translation>
    </message>
    <message>
        <source>Restore the settings from {time}?</source>
        <translation>Återställ inställningarna från {time}?</translation>
    </message>
    <message>
        <source>Restore “{name}” from {time}?</source>
        <translation>Återställ ”{name}” från {time}?</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… och {count} till</translation>
    </message>
    <message>
        <source>Restored the webhook.</source>
        <translation>Återställde webhooken.</translation>
    </message>
</context>
<context>
    <name>ui.scenarios.library_bar</name>
    <message>
        <source>Its file will be deleted from the data folder.</source>
        <translation>Dess fil tas bort från datamappen.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Spara…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Öppna fil…</translation>
    </message>
    <message>
        <source>Save as file…</source>
        <translation>Spara som fil…</translation>
    </message>
    <message>
        <source>The scenario is saved.</source>
        <translation>Scenariot är sparat.</translation>
    </message>
    <message>
        <source>Remove scenario</source>
        <translation>Ta bort scenario</translation>
    </message>
    <message>
        <source>Open scenario</source>
        <translation>Öppna scenario</translation>
    </message>
    <message>
        <source>Scenarios (*.json);;All files (*)</source>
        <translation>Scenarier (*.json);;Alla filer (*)</translation>
    </message>
    <message>
        <source>Save scenario as file</source>
        <translation>Spara scenariot som fil</translation>
    </message>
    <message>
        <source>The steps of “{name}” have been changed.</source>
        <translation>Stegen i ”{name}” har ändrats.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>Ta bort ”{name}”?</translation>
    </message>
    <message>
        <source>The scenario was saved as {name}.</source>
        <translation>Scenariot sparades som {name}.</translation>
    </message>
    <message>
        <source>{title} (built in)</source>
        <translation>{title} (inbyggt)</translation>
    </message>
</context>
<context>
    <name>ui.scenarios.scenario_tables</name>
    <message>
        <source>Webhooks that fire for each event</source>
        <translation>Webhooks som utlöses av varje händelse</translation>
    </message>
    <message>
        <source>Steps of the scenario</source>
        <translation>Scenariots steg</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Flytta upp (Alt+Upp)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Flytta ned (Alt+Ned)</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>genast</translation>
    </message>
    <message>
        <source>When</source>
        <translation>När</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Vad som händer</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Leverans</translation>
    </message>
    <message numerus="yes">
        <source>{count} steps late</source>
        <translation>
            <numerusform>1 steg sent</numerusform>
            <numerusform>{count} steg sent</numerusform>
        </translation>
        <extra-one>1 step late</extra-one>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>inte skickad</translation>
    </message>
    <message>
        <source>would be sent</source>
        <translation>skulle skickas</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>avbruten</translation>
    </message>
    <message>
        <source>does not fire</source>
        <translation>utlöses inte</translation>
    </message>
    <message>
        <source>sent {count} times</source>
        <translation>skickas {count} gånger</translation>
    </message>
    <message>
        <source>No webhook of this type.</source>
        <translation>Ingen webhook av den här typen.</translation>
    </message>
</context>
<context>
    <name>ui.scenarios.scenarios_page</name>
    <message>
        <source>Send the next event without waiting longer</source>
        <translation>Skicka nästa händelse utan att vänta längre</translation>
    </message>
    <message numerus="yes">
        <source>{count} requests.</source>
        <translation>
            <numerusform>1 begäran.</numerusform>
            <numerusform>{count} begäranden.</numerusform>
        </translation>
        <extra-one>1 request.</extra-one>
    </message>
    <message>
        <source>{system}: webhooks fire for {events} of {all} events. Requests to send: {count}.</source>
        <translation>{system}: webhooks utlöses av {events} av {all} händelser. Begäranden att skicka: {count}.</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Skicka till</translation>
    </message>
    <message>
        <source>to each webhook's URL</source>
        <translation>till varje webhooks URL</translation>
    </message>
    <message>
        <source>to the built-in listener</source>
        <translation>till den inbyggda lyssnaren</translation>
    </message>
    <message>
        <source>Speed of the waits between events</source>
        <translation>Hastighet för väntetiderna mellan händelser</translation>
    </message>
    <message>
        <source>Only the waits between events are shortened; sending takes its real time</source>
        <translation>Bara väntetiderna mellan händelser förkortas; sändningen tar sin verkliga tid</translation>
    </message>
    <message>
        <source>Stop at the first failure</source>
        <translation>Stoppa vid första felet</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Kör</translation>
    </message>
    <message>
        <source>Next now</source>
        <translation>Nästa nu</translation>
    </message>
    <message>
        <source>A scenario needs at least one step.</source>
        <translation>Ett scenario behöver minst ett steg.</translation>
    </message>
    <message>
        <source>without waiting</source>
        <translation>utan väntan</translation>
    </message>
    <message>
        <source>Next in {time}</source>
        <translation>Nästa om {time}</translation>
    </message>
</context>
<context>
    <name>ui.scenarios.step_dialog</name>
    <message>
        <source>Saved in the data folder. An existing scenario with this name is replaced.</source>
        <translation>Sparas i datamappen. Ett befintligt scenario med samma namn ersätts.</translation>
    </message>
    <message>
        <source>Add step</source>
        <translation>Lägg till steg</translation>
    </message>
    <message>
        <source>Edit step</source>
        <translation>Redigera steg</translation>
    </message>
    <message>
        <source>The line was created with its purchase order</source>
        <translation>Raden skapades med sin inköpsorder</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>JSON values set in this payload, by field path. {new} is replaced by a number not used in any earlier run.</source>
        <translation>JSON-värden som anges i den här nyttolasten, efter fältens sökväg. {new} ersätts av ett nummer som inte har använts i någon tidigare körning.</translation>
    </message>
    <message>
        <source>Status before</source>
        <translation>Status före</translation>
    </message>
    <message>
        <source>Status reached</source>
        <translation>Uppnådd status</translation>
    </message>
    <message>
        <source>How often the event is sent</source>
        <translation>Hur ofta händelsen skickas</translation>
    </message>
    <message>
        <source>How many steps later it is sent</source>
        <translation>Hur många steg senare den skickas</translation>
    </message>
    <message>
        <source>Save scenario</source>
        <translation>Spara scenario</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Värden</translation>
    </message>
    <message>
        <source>JSON values set in every payload, by field name. {new} is replaced by a number not used in any earlier run.</source>
        <translation>JSON-värden som anges i varje nyttolast, efter fältnamn. {new} ersätts av ett nummer som inte har använts i någon tidigare körning.</translation>
    </message>
    <message>
        <source> s after the step before</source>
        <translation> s efter föregående steg</translation>
    </message>
    <message>
        <source> × (repeats)</source>
        <translation> × (upprepas)</translation>
    </message>
    <message>
        <source>once</source>
        <translation>en gång</translation>
    </message>
    <message>
        <source> steps late</source>
        <translation> steg sent</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>i ordning</translation>
    </message>
    <message>
        <source>Transporter</source>
        <translation>Transportör</translation>
    </message>
    <message>
        <source>Purchase order</source>
        <translation>Inköpsorder</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beskrivning</translation>
    </message>
    <message>
        <source>Enter a name for the scenario.</source>
        <translation>Ange ett namn för scenariot.</translation>
    </message>
    <message>
        <source>Enter the status as a whole number, or leave it empty.</source>
        <translation>Ange statusen som ett heltal, eller lämna tomt.</translation>
    </message>
</context>
<context>
    <name>ui.sheet.go_live_dialog</name>
    <message>
        <source>What the program knows, and what only people know. The checklist is printed with the settings sheet.</source>
        <translation>Vad programmet vet, och vad bara människor vet. Checklistan skrivs ut tillsammans med inställningsbladet.</translation>
    </message>
    <message>
        <source>Go-live checklist</source>
        <translation>Checklista för driftsättning</translation>
    </message>
    <message>
        <source>Note: {item}</source>
        <translation>Anteckning: {item}</translation>
    </message>
</context>
<context>
    <name>ui.sheet.sheet_dialog</name>
    <message>
        <source>For the administrator who enters the webhooks in Ongoing. It contains the addresses in full, but not the passwords and tokens in the keyring: send those separately.</source>
        <translation>För administratören som matar in webhooks i Ongoing. Det innehåller adresserna i sin helhet, men inte lösenord och token i nyckelringen: skicka dem separat.</translation>
    </message>
    <message>
        <source>Settings sheet</source>
        <translation>Inställningsblad</translation>
    </message>
    <message>
        <source>Language of the sheet</source>
        <translation>Bladets språk</translation>
    </message>
    <message>
        <source>Preview of the sheet</source>
        <translation>Förhandsgranskning av bladet</translation>
    </message>
    <message>
        <source>Entered in Ongoing</source>
        <translation>Inmatad i Ongoing</translation>
    </message>
    <message>
        <source>Compare the next sheet with this one</source>
        <translation>Jämför nästa blad med det här</translation>
    </message>
    <message>
        <source>With the go-live checklist</source>
        <translation>Med checklistan för driftsättning</translation>
    </message>
    <message>
        <source>Checklist…</source>
        <translation>Checklista…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Spara som PDF…</translation>
    </message>
    <message>
        <source>Copied the settings sheet, without the passwords and tokens in the keyring.</source>
        <translation>Kopierade inställningsbladet, utan lösenord och token i nyckelringen.</translation>
    </message>
    <message>
        <source>Save the settings sheet</source>
        <translation>Spara inställningsbladet</translation>
    </message>
    <message>
        <source>Creating the sheet…</source>
        <translation>Skapar bladet…</translation>
    </message>
    <message>
        <source>Tick each webhook once it has been entered in Ongoing.</source>
        <translation>Kryssa för varje webhook när den har matats in i Ongoing.</translation>
    </message>
    <message>
        <source>Saved the settings sheet as {name}, without the passwords and tokens in the keyring.</source>
        <translation>Sparade inställningsbladet som {name}, utan lösenord och token i nyckelringen.</translation>
    </message>
    <message>
        <source>All in the system ({count})</source>
        <translation>Alla i systemet ({count})</translation>
    </message>
    <message>
        <source>Selected ({count})</source>
        <translation>Markerade ({count})</translation>
    </message>
</context>
<context>
    <name>ui.shell.about</name>
    <message>
        <source>Configure, test, receive and review Ongoing WMS webhooks on your own computer. It changes nothing in Ongoing and is not made by Ongoing.</source>
        <translation>Konfigurera, testa, ta emot och granska webhooks från Ongoing WMS på din egen dator. Programmet ändrar ingenting i Ongoing och är inte gjort av Ongoing.</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>Bibliotek och deras licenser</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Nyckelring</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datamapp</translation>
    </message>
    <message>
        <source>Program folder</source>
        <translation>Programmapp</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliotek</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licens</translation>
    </message>
    <message>
        <source>Copy for a report: no folders</source>
        <translation>Kopiera för en rapport, utan mappar</translation>
    </message>
    <message>
        <source>no usable keyring</source>
        <translation>ingen användbar nyckelring</translation>
    </message>
    <message>
        <source>Open {folder}</source>
        <translation>Öppna {folder}</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>anges inte</translation>
    </message>
</context>
<context>
    <name>ui.shell.arrivals</name>
    <message>
        <source>1 request arrived</source>
        <translation>1 begäran kom</translation>
    </message>
    <message>
        <source>{count} requests arrived</source>
        <translation>{count} begäranden kom</translation>
    </message>
    <message>
        <source>Ongoing Desktop</source>
        <translation>Ongoing Desktop</translation>
    </message>
    <message>
        <source>{count} with a wrong credential</source>
        <translation>{count} med fel inloggning</translation>
    </message>
    <message>
        <source>{count} malformed</source>
        <translation>{count} felaktiga</translation>
    </message>
    <message>
        <source>{count} without a webhook</source>
        <translation>{count} utan webhook</translation>
    </message>
</context>
<context>
    <name>ui.shell.background_notices</name>
    <message>
        <source>The computer’s clock moved by more than a day. No exchange will be deleted by age until you confirm the history limits.</source>
        <translation>Datorns klocka flyttades med mer än ett dygn. Inga anrop tas bort efter ålder förrän du bekräftar historikens gränser.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Visa</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Visa</translation>
    </message>
    <message>
        <source>{text} And {count} more.</source>
        <translation>{text} Och {count} till.</translation>
    </message>
</context>
<context>
    <name>ui.shell.bug_window</name>
    <message>
        <source>Something went wrong in Ongoing Desktop</source>
        <translation>Något gick fel i Ongoing Desktop</translation>
    </message>
    <message>
        <source>This is an error in the program, not your mistake.</source>
        <translation>Det här är ett fel i programmet, inte något du har gjort.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detaljer</translation>
    </message>
    <message>
        <source>Saved data is safe, and the listener keeps running. You can continue working. If this happens again, copy the details, look through them and report them.</source>
        <translation>Sparade data är säkra, och lyssnaren fortsätter. Du kan arbeta vidare. Om det händer igen, kopiera detaljerna, titta igenom dem och rapportera dem.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Kopiera detaljer</translation>
    </message>
</context>
<context>
    <name>ui.shell.closing</name>
    <message>
        <source>Quit while retries are running?</source>
        <translation>Avsluta medan omförsök pågår?</translation>
    </message>
    <message>
        <source>Running deliveries will be marked as interrupted, and no more attempts will be sent.</source>
        <translation>Pågående leveranser märks som avbrutna, och inga fler försök skickas.</translation>
    </message>
    <message>
        <source>Quit while a scenario is running?</source>
        <translation>Avsluta medan ett scenario pågår?</translation>
    </message>
    <message>
        <source>The remaining events will not be sent. Requests already sent are in History.</source>
        <translation>De återstående händelserna skickas inte. Begäranden som redan har skickats finns i Historik.</translation>
    </message>
    <message>
        <source>Quit while listening?</source>
        <translation>Avsluta medan lyssnaren är igång?</translation>
    </message>
    <message>
        <source>Closing the window stops the listener; incoming requests will fail.</source>
        <translation>När fönstret stängs stoppas lyssnaren; inkommande begäranden misslyckas då.</translation>
    </message>
    <message>
        <source>The listener starts again with the next start. To listen without a window, use “ongoing-desktop listen”.</source>
        <translation>Lyssnaren startar igen nästa gång programmet startas. Använd ”ongoing-desktop listen” för att lyssna utan fönster.</translation>
    </message>
</context>
<context>
    <name>ui.shell.header</name>
    <message>
        <source>Retries of “{name}”: attempt {made} of {count}. Click to show.</source>
        <translation>Omförsök för ”{name}”: försök {made} av {count}. Klicka för att visa.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startar</translation>
    </message>
    <message>
        <source>Restarting</source>
        <translation>Startar om</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>Stoppad av ett fel</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppad</translation>
    </message>
    <message>
        <source>Systems: add, edit, compare</source>
        <translation>System: lägg till, redigera, jämför</translation>
    </message>
    <message>
        <source>Listener: {state}</source>
        <translation>Lyssnare: {state}</translation>
    </message>
    <message>
        <source>{count} not saved</source>
        <translation>{count} inte sparade</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Okänd</translation>
    </message>
    <message>
        <source>Start and stop with {keys}</source>
        <translation>Starta och stoppa med {keys}</translation>
    </message>
    <message>
        <source>{count} deliveries are being retried. Click to show the newest.</source>
        <translation>Omförsök pågår för {count} leveranser. Klicka för att visa den nyaste.</translation>
    </message>
    <message>
        <source>Open to network {address}</source>
        <translation>Öppen för nätverket {address}</translation>
    </message>
    <message>
        <source>Listening {address}</source>
        <translation>Lyssnar {address}</translation>
    </message>
    <message>
        <source>Not answering {address}</source>
        <translation>Svarar inte {address}</translation>
    </message>
    <message>
        <source>{made} of {count}</source>
        <translation>{made} av {count}</translation>
    </message>
    <message>
        <source>{count} retrying</source>
        <translation>{count} omförsök</translation>
    </message>
</context>
<context>
    <name>ui.shell.pages</name>
    <message>
        <source>Inbox</source>
        <translation>Inkorg</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historik</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>Scenarier</translation>
    </message>
    <message>
        <source>Administration ⇒ Webhooks · local copy: nothing you save here changes Ongoing</source>
        <translation>Administration ⇒ Webhooks · lokal kopia: inget du sparar här ändrar Ongoing</translation>
    </message>
    <message>
        <source>local copy: nothing you save here changes Ongoing</source>
        <translation>lokal kopia: inget du sparar här ändrar Ongoing</translation>
    </message>
    <message>
        <source>local copy: does not change Ongoing</source>
        <translation>lokal kopia: ändrar inte Ongoing</translation>
    </message>
    <message>
        <source>does not change Ongoing</source>
        <translation>ändrar inte Ongoing</translation>
    </message>
    <message>
        <source>requests received by this computer’s listener</source>
        <translation>begäranden som datorns lyssnare har tagit emot</translation>
    </message>
    <message>
        <source>received requests</source>
        <translation>mottagna begäranden</translation>
    </message>
    <message>
        <source>everything sent and received, newest first</source>
        <translation>allt som har skickats och tagits emot, det nyaste först</translation>
    </message>
    <message>
        <source>sent and received</source>
        <translation>skickat och mottaget</translation>
    </message>
    <message>
        <source>an order's life, sent to the webhooks that fire for its events</source>
        <translation>en orders liv, skickat till de webhooks som utlöses av dess händelser</translation>
    </message>
    <message>
        <source>an order's life, event by event</source>
        <translation>en orders liv, händelse för händelse</translation>
    </message>
    <message>
        <source>an order's life</source>
        <translation>en orders liv</translation>
    </message>
</context>
<context>
    <name>ui.shell.side_bar</name>
    <message>
        <source>Inbox, {count} unread</source>
        <translation>Inkorg, {count} olästa</translation>
    </message>
    <message>
        <source>{keys} guides</source>
        <translation>{keys} guider</translation>
    </message>
</context>
<context>
    <name>ui.shell.tray</name>
    <message>
        <source>The program goes on in the tray. Use the icon’s menu to show the window or to quit.</source>
        <translation>Programmet fortsätter i meddelandefältet. Visa fönstret eller avsluta i ikonens meny.</translation>
    </message>
    <message numerus="yes">
        <source>{count} unread</source>
        <translation>
            <numerusform>1 oläst</numerusform>
            <numerusform>{count} olästa</numerusform>
        </translation>
        <extra-one>1 unread</extra-one>
    </message>
    <message>
        <source>Show the window</source>
        <translation>Visa fönstret</translation>
    </message>
</context>
<context>
    <name>ui.simulate.day_dialog</name>
    <message>
        <source>Morning burst</source>
        <translation>Morgonskur</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>Mottagare</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>The day: a type, a number and a time in each line</source>
        <translation>Dagen: en typ, ett antal och en tid på varje rad</translation>
    </message>
    <message>
        <source>Each line: a type, the number of events, the time, and how they are spread: even, rising, or wave with most of them in the middle. Every event gets a new id.</source>
        <translation>Varje rad: en typ, antalet händelser, tiden och hur de fördelas: even (jämnt), rising (allt tätare) eller wave (flest i mitten). Varje händelse får ett nytt id.</translation>
    </message>
    <message>
        <source>Received requests that match this filter, with the gaps between them.</source>
        <translation>Mottagna begäranden som stämmer med filtret, med mellanrummen mellan dem.</translation>
    </message>
    <message>
        <source>Keep the recorded ids and times</source>
        <translation>Behåll inspelade id och tider</translation>
    </message>
    <message>
        <source>Open a day…</source>
        <translation>Öppna en dag…</translation>
    </message>
    <message>
        <source>Save this day…</source>
        <translation>Spara den här dagen…</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>verklig tid</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>så fort som möjligt</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Hastighet</translation>
    </message>
    <message>
        <source>requests a second at most</source>
        <translation>begäranden i sekunden som mest</translation>
    </message>
    <message>
        <source>open requests at most</source>
        <translation>öppna begäranden som mest</translation>
    </message>
    <message>
        <source>s at most</source>
        <translation>s som mest</translation>
    </message>
    <message>
        <source>Chart…</source>
        <translation>Diagram…</translation>
    </message>
    <message>
        <source>Save result…</source>
        <translation>Spara resultat…</translation>
    </message>
    <message>
        <source>Results by type</source>
        <translation>Resultat per typ</translation>
    </message>
    <message>
        <source>A day was changed.</source>
        <translation>En dag har ändrats.</translation>
    </message>
    <message>
        <source>Save this day</source>
        <translation>Spara den här dagen</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>Spara resultat</translation>
    </message>
    <message>
        <source>unknown type</source>
        <translation>okänd typ</translation>
    </message>
    <message>
        <source>Which received requests</source>
        <translation>Vilka mottagna begäranden</translation>
    </message>
    <message>
        <source>Number of events</source>
        <translation>Antal händelser</translation>
    </message>
    <message>
        <source>all events</source>
        <translation>alla händelser</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Planerat</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Lyckades</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längsta</translation>
    </message>
    <message>
        <source>A whole day of requests, at most {rate} a second.</source>
        <translation>En hel dag med begäranden, högst {rate} i sekunden.</translation>
    </message>
    <message>
        <source>Open a day</source>
        <translation>Öppna en dag</translation>
    </message>
    <message>
        <source>Days (*.txt)</source>
        <translation>Dagar (*.txt)</translation>
    </message>
    <message>
        <source>The day that is shown was changed.</source>
        <translation>Dagen som visas har ändrats.</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Sparades som {name}.</translation>
    </message>
    <message>
        <source>Recorded requests</source>
        <translation>Inspelade begäranden</translation>
    </message>
    <message>
        <source>{factor} × faster</source>
        <translation>{factor} × snabbare</translation>
    </message>
    <message>
        <source>events</source>
        <translation>händelser</translation>
    </message>
    <message>
        <source>Nothing was sent yet.</source>
        <translation>Inget har skickats ännu.</translation>
    </message>
    <message>
        <source>{done} of {total} answered</source>
        <translation>{done} av {total} besvarade</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Skickar…</translation>
    </message>
</context>
<context>
    <name>ui.simulate.play</name>
    <message>
        <source>60 × faster</source>
        <translation>60 × snabbare</translation>
    </message>
    <message>
        <source>3,600 × faster</source>
        <translation>3 600 × snabbare</translation>
    </message>
</context>
<context>
    <name>ui.simulate.prove_dialog</name>
    <message>
        <source>✓ passed</source>
        <translation>✓ godkänt</translation>
    </message>
    <message>
        <source>good</source>
        <translation>good</translation>
    </message>
    <message>
        <source>✕ failed</source>
        <translation>✕ underkänt</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>bad</translation>
    </message>
    <message>
        <source>– skipped</source>
        <translation>– överhoppat</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>muted</translation>
    </message>
    <message>
        <source>Prove a receiver</source>
        <translation>Pröva en mottagare</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>Prov</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>Rapportens språk</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>Pröva</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>Show the request</source>
        <translation>Visa begäran</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Spara rapport…</translation>
    </message>
    <message>
        <source>All types of {family} ({count})</source>
        <translation>Alla typer av {family} ({count})</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Spara rapport</translation>
    </message>
    <message>
        <source>Must answer within</source>
        <translation>Måste svara inom</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nivå</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Prov</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>Vad som kom tillbaka</translation>
    </message>
    <message>
        <source>Sends requests as Ongoing would, and wrong ones, and judges the responses. Your receiver will process the right ones, so use a test system.</source>
        <translation>Skickar begäranden som Ongoing skulle göra, och felaktiga, och bedömer svaren. Din mottagare bearbetar de rätta, så använd ett testsystem.</translation>
    </message>
    <message>
        <source>All types ({count})</source>
        <translation>Alla typer ({count})</translation>
    </message>
    <message>
        <source>{count} probes, some of them with several requests.</source>
        <translation>{count} prov, några av dem med flera begäranden.</translation>
    </message>
    <message>
        <source>Select a probe to see why it matters and what to do.</source>
        <translation>Markera ett prov för att se varför det är viktigt och vad du kan göra.</translation>
    </message>
    <message>
        <source>! failed</source>
        <translation>! underkänt</translation>
    </message>
    <message>
        <source>{done} of {count} probes</source>
        <translation>{done} av {count} prov</translation>
    </message>
</context>
<context>
    <name>ui.simulate.replay_dialog</name>
    <message numerus="yes">
        <source>{count} recorded requests.</source>
        <translation>
            <numerusform>1 inspelad begäran.</numerusform>
            <numerusform>{count} inspelade begäranden.</numerusform>
        </translation>
        <extra-one>1 recorded request.</extra-one>
    </message>
    <message>
        <source>Only recorded content is sent, without connection headers and with the chosen credential only.</source>
        <translation>Bara inspelat innehåll skickas, utan anslutningens huvudfält och bara med den valda inloggningsuppgiften.</translation>
    </message>
    <message>
        <source>The original target</source>
        <translation>Det ursprungliga målet</translation>
    </message>
    <message>
        <source>The webhook's URL</source>
        <translation>Webhookens URL</translation>
    </message>
    <message>
        <source>The built-in listener</source>
        <translation>Den inbyggda lyssnaren</translation>
    </message>
    <message>
        <source>The webhook's address on this computer</source>
        <translation>Webhookens adress på den här datorn</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>En annan adress</translation>
    </message>
    <message>
        <source>Keep the original intervals</source>
        <translation>Behåll de ursprungliga intervallen</translation>
    </message>
    <message>
        <source>Speed of the intervals</source>
        <translation>Intervallens hastighet</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Begäranden</translation>
    </message>
    <message>
        <source>Credential</source>
        <translation>Inloggning</translation>
    </message>
    <message>
        <source>The webhook's, from the keyring</source>
        <translation>Webhookens, från nyckelringen</translation>
    </message>
    <message>
        <source>The recorded one, stored unmasked</source>
        <translation>Den inspelade, sparad omaskerad</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Inspelad</translation>
    </message>
    <message>
        <source>✓ good</source>
        <translation>✓ bra</translation>
    </message>
    <message>
        <source>! check receiver</source>
        <translation>! se mottagaren</translation>
    </message>
    <message>
        <source>Sent byte for byte as recorded, unless you change it.</source>
        <translation>Skickas byte för byte som den spelades in, om du inte ändrar den.</translation>
    </message>
    <message>
        <source>No credential was recorded; only webhooks set to keep credentials as received record them.</source>
        <translation>Ingen inloggningsuppgift spelades in; det görs bara för webhooks som är inställda på att behålla den som den togs emot.</translation>
    </message>
    <message>
        <source>{count} requests, in their original order.</source>
        <translation>{count} begäranden, i ursprunglig ordning.</translation>
    </message>
    <message>
        <source>{made} of {count} sent</source>
        <translation>{made} av {count} skickade</translation>
    </message>
</context>
<context>
    <name>ui.simulate.request_dialog</name>
    <message>
        <source>Send a request</source>
        <translation>Skicka en begäran</translation>
    </message>
    <message>
        <source>Saved requests and payloads</source>
        <translation>Sparade begäranden och nyttolaster</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Sparade</translation>
    </message>
    <message>
        <source>The request that is shown was changed.</source>
        <translation>Begäran som visas har ändrats.</translation>
    </message>
    <message>
        <source>Saved in the data folder, without any credential. A request of the same name is replaced.</source>
        <translation>Sparas i datamappen, utan inloggningsuppgifter. En begäran med samma namn ersätts.</translation>
    </message>
    <message>
        <source>Remove saved request</source>
        <translation>Ta bort sparad begäran</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Ny begäran</translation>
    </message>
    <message>
        <source>That of “{webhook}” in {system}</source>
        <translation>Den för ”{webhook}” i {system}</translation>
    </message>
    <message>
        <source>Save request</source>
        <translation>Spara begäran</translation>
    </message>
</context>
<context>
    <name>ui.simulate.resend</name>
    <message>
        <source>Change…</source>
        <translation>Ändra…</translation>
    </message>
</context>
<context>
    <name>ui.simulate.retries_panel</name>
    <message>
        <source>Send the payload of the Test tab to its target as often as the policy says</source>
        <translation>Skicka nyttolasten på fliken Testa till dess mål så ofta som policyn säger</translation>
    </message>
    <message>
        <source>Make the next attempt now, without waiting</source>
        <translation>Gör nästa försök nu, utan att vänta</translation>
    </message>
    <message numerus="yes">
        <source>Up to {count} requests with the same event.</source>
        <translation>
            <numerusform>Högst 1 begäran med samma händelse.</numerusform>
            <numerusform>Högst {count} begäranden med samma händelse.</numerusform>
        </translation>
        <extra-one>Up to 1 request with the same event.</extra-one>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Försök</translation>
    </message>
    <message>
        <source>Run the policy</source>
        <translation>Kör policyn</translation>
    </message>
    <message>
        <source>Only the waits are shortened: at 3,600 × a day takes 24 s</source>
        <translation>Bara väntetiderna förkortas: med 3 600 × tar ett dygn 24 s</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Nästa försök</translation>
    </message>
    <message>
        <source>Ongoing does not document these; change them if you know better</source>
        <translation>Ongoing dokumenterar inte detta; ändra om du vet bättre</translation>
    </message>
    <message>
        <source>from the first attempt</source>
        <translation>från första försöket</translation>
    </message>
    <message>
        <source>2xx counts</source>
        <translation>2xx räknas</translation>
    </message>
    <message>
        <source>2xx and 3xx count</source>
        <translation>2xx och 3xx räknas</translation>
    </message>
    <message>
        <source>any answer counts</source>
        <translation>alla svar räknas</translation>
    </message>
    <message>
        <source>How to read “1, 5, 15, 30 min, every 2 h”: the last attempt is at 22 h 51 min or 22 h 30 min</source>
        <translation>Hur ”1, 5, 15, 30 min, varannan timme” ska tolkas: det sista försöket görs efter 22 h 51 min eller 22 h 30 min</translation>
    </message>
    <message>
        <source>What counts as delivered, in all texts and simulations</source>
        <translation>Vad som räknas som levererat, i alla texter och simuleringar</translation>
    </message>
    <message>
        <source>An attempt that takes longer counts as failed; real time at every speed</source>
        <translation>Ett försök som tar längre tid räknas som misslyckat; verklig tid vid alla hastigheter</translation>
    </message>
    <message>
        <source>Ongoing's time</source>
        <translation>Ongoings tid</translation>
    </message>
    <message>
        <source>Sent at</source>
        <translation>Skickat</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Vad det betyder</translation>
    </message>
    <message>
        <source>step by step</source>
        <translation>steg för steg</translation>
    </message>
    <message>
        <source>Retry policy {title}: what Ongoing would do while the receiver fails.</source>
        <translation>Omförsökspolicy {title}: vad Ongoing skulle göra medan mottagaren inte fungerar.</translation>
    </message>
    <message>
        <source>Time-out of an attempt in seconds</source>
        <translation>Tidsgräns för ett försök i sekunder</translation>
    </message>
    <message>
        <source> s time-out</source>
        <translation> s tidsgräns</translation>
    </message>
    <message>
        <source>to {url}</source>
        <translation>till {url}</translation>
    </message>
</context>
<context>
    <name>ui.simulate.schedule_dialog</name>
    <message>
        <source>Edit schedule</source>
        <translation>Redigera schema</translation>
    </message>
    <message>
        <source>Add schedule</source>
        <translation>Lägg till schema</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Välj en fil…</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <translation>Välj en dag</translation>
    </message>
    <message>
        <source>The webhook’s URL</source>
        <translation>Webhookens URL</translation>
    </message>
    <message>
        <source>Its local address</source>
        <translation>Dess lokala adress</translation>
    </message>
    <message>
        <source>Every so many minutes</source>
        <translation>Med så många minuters mellanrum</translation>
    </message>
    <message>
        <source>Every day at</source>
        <translation>Varje dag vid</translation>
    </message>
    <message>
        <source>Monday to Friday at</source>
        <translation>Måndag till fredag vid</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuter</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Vilken</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Skickas till</translation>
    </message>
    <message>
        <source>From now on the schedule sends there without asking.</source>
        <translation>Från och med nu skickar schemat dit utan att fråga.</translation>
    </message>
</context>
<context>
    <name>ui.simulate.schedules_dialog</name>
    <message>
        <source>Tests that run by themselves while this program is open, also in the tray. A failure is announced once. Production hosts are never sent to.</source>
        <translation>Test som körs av sig själva medan programmet är öppet, även i systemfältet. Ett misslyckande meddelas en gång. Till produktionsvärdar skickas aldrig något.</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Scheman</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Körningar</translation>
    </message>
    <message>
        <source>Report of the run</source>
        <translation>Rapport om körningen</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Lägg till…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Redigera…</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Slå av</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Kör nu</translation>
    </message>
    <message>
        <source>There is no schedule yet. Add one, for example a proof of your receiver each morning.</source>
        <translation>Det finns inget schema ännu. Lägg till ett, till exempel en prövning av din mottagare varje morgon.</translation>
    </message>
    <message>
        <source>Remove schedule</source>
        <translation>Ta bort schema</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>Senaste resultat</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Vad som hände</translation>
    </message>
    <message>
        <source>Another process runs the schedules, such as “ongoing-desktop schedule run”.</source>
        <translation>En annan process kör schemana, till exempel ”ongoing-desktop schedule run”.</translation>
    </message>
    <message>
        <source>… running</source>
        <translation>… körs</translation>
    </message>
    <message>
        <source>off</source>
        <translation>av</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Slå på</translation>
    </message>
    <message>
        <source>Its reports are deleted too. The requests stay in the history.</source>
        <translation>Dess rapporter tas också bort. Begärandena finns kvar i historiken.</translation>
    </message>
    <message>
        <source>never run</source>
        <translation>aldrig kört</translation>
    </message>
    <message>
        <source>“{name}” is running.</source>
        <translation>”{name}” körs.</translation>
    </message>
</context>
<context>
    <name>ui.simulate.series_dialog</name>
    <message>
        <source>warn</source>
        <translation>warn</translation>
    </message>
    <message>
        <source>✕ bad</source>
        <translation>✕ dåligt</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>quiet</translation>
    </message>
    <message>
        <source>many</source>
        <translation>many</translation>
    </message>
    <message>
        <source>burst</source>
        <translation>burst</translation>
    </message>
    <message>
        <source>apart</source>
        <translation>apart</translation>
    </message>
    <message>
        <source>after-timeout</source>
        <translation>after-timeout</translation>
    </message>
    <message>
        <source>Repeat and order</source>
        <translation>Upprepning och ordning</translation>
    </message>
    <message>
        <source>The same event twice, after a 2xx</source>
        <translation>Samma händelse två gånger, efter ett 2xx</translation>
    </message>
    <message>
        <source>The same event twice at once</source>
        <translation>Samma händelse två gånger samtidigt</translation>
    </message>
    <message>
        <source>The same event again, after some seconds</source>
        <translation>Samma händelse igen, efter några sekunder</translation>
    </message>
    <message>
        <source>The same event again after a time-out</source>
        <translation>Samma händelse igen efter en överskriden tidsgräns</translation>
    </message>
    <message>
        <source>Two events in the wrong order</source>
        <translation>Två händelser i fel ordning</translation>
    </message>
    <message>
        <source>Many events, one after another</source>
        <translation>Många händelser, en efter en</translation>
    </message>
    <message>
        <source>A burst of events</source>
        <translation>En skur av händelser</translation>
    </message>
    <message>
        <source>What to send</source>
        <translation>Vad som ska skickas</translation>
    </message>
    <message>
        <source>at the same time</source>
        <translation>samtidigt</translation>
    </message>
    <message>
        <source>s between</source>
        <translation>s emellan</translation>
    </message>
    <message>
        <source>s, then abort</source>
        <translation>s, sedan avbrott</translation>
    </message>
    <message>
        <source>Ongoing repeats an event if it did not receive your response. The repeat has the same id and time.</source>
        <translation>Ongoing upprepar en händelse om svaret inte kom fram. Dubbletten har samma id och tid.</translation>
    </message>
    <message>
        <source>Both are sent at once. A receiver that checks and then writes lets both through.</source>
        <translation>Båda skickas samtidigt. En mottagare som först kontrollerar och sedan skriver släpper igenom båda.</translation>
    </message>
    <message>
        <source>The repeat is sent later, when a receiver may no longer remember the first one.</source>
        <translation>Dubbletten skickas senare, när en mottagare kanske inte längre minns den första.</translation>
    </message>
    <message>
        <source>The first request is aborted before the response: the receiver processes it, but the sender never sees the response.</source>
        <translation>Den första begäran avbryts före svaret: mottagaren bearbetar den, men avsändaren ser aldrig svaret.</translation>
    </message>
    <message>
        <source>The newer of two events is sent first. Ongoing promises no order of delivery.</source>
        <translation>Den nyare av två händelser skickas först. Ongoing lovar ingen leveransordning.</translation>
    </message>
    <message>
        <source>Different events with rising ids, each sent after the previous response.</source>
        <translation>Olika händelser med stigande id:n, var och en skickad efter det föregående svaret.</translation>
    </message>
    <message>
        <source>Different events with rising ids, several at the same time. Stops after two minutes.</source>
        <translation>Olika händelser med stigande id:n, flera samtidigt. Slutar efter två minuter.</translation>
    </message>
    <message>
        <source>Sent after</source>
        <translation>Skickad efter</translation>
    </message>
    <message>
        <source>{name}, to {url}</source>
        <translation>{name}, till {url}</translation>
    </message>
    <message>
        <source>The responses will be explained here.</source>
        <translation>Svaren förklaras här.</translation>
    </message>
    <message>
        <source>{done} of {count} answered</source>
        <translation>{done} av {count} besvarade</translation>
    </message>
</context>
<context>
    <name>ui.systems.add_dialogs</name>
    <message>
        <source>A system is one Ongoing WMS instance, such as test or production.</source>
        <translation>Ett system är en instans av Ongoing WMS, till exempel test eller produktion.</translation>
    </message>
    <message>
        <source>the warehouse’s name in Ongoing’s address</source>
        <translation>lagrets namn i Ongoings adress</translation>
    </message>
    <message>
        <source>A company with goods in the warehouse, and its number in Ongoing.</source>
        <translation>Ett företag med gods i lagret, och dess nummer i Ongoing.</translation>
    </message>
    <message>
        <source>Add system</source>
        <translation>Lägg till system</translation>
    </message>
    <message>
        <source>such as Main warehouse</source>
        <translation>till exempel Huvudlager</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kod</translation>
    </message>
    <message>
        <source>such as 12</source>
        <translation>till exempel 12</translation>
    </message>
    <message>
        <source>Optional; usually {address}</source>
        <translation>Valfritt; vanligen {address}</translation>
    </message>
    <message>
        <source>Optional: of Ongoing’s REST API.</source>
        <translation>Valfritt: till Ongoings REST-API.</translation>
    </message>
</context>
<context>
    <name>ui.systems.compare_systems_dialog</name>
    <message>
        <source>Copying here changes nothing in Ongoing.</source>
        <translation>Det du kopierar här ändrar ingenting i Ongoing.</translation>
    </message>
    <message>
        <source>Compare systems</source>
        <translation>Jämför system</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Byt plats</translation>
    </message>
    <message>
        <source>Show identical</source>
        <translation>Visa lika</translation>
    </message>
    <message>
        <source>Choose two different systems.</source>
        <translation>Välj två olika system.</translation>
    </message>
    <message>
        <source>Both are empty.</source>
        <translation>Båda är tomma.</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopiera…</translation>
    </message>
    <message>
        <source>{count} only in {name}</source>
        <translation>{count} bara i {name}</translation>
    </message>
    <message>
        <source>{count} different</source>
        <translation>{count} olika</translation>
    </message>
    <message>
        <source>{count} identical</source>
        <translation>{count} lika</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tillstånd</translation>
    </message>
    <message>
        <source>Copy ({count})…</source>
        <translation>Kopiera ({count})…</translation>
    </message>
</context>
<context>
    <name>ui.systems.connection_dialog</name>
    <message>
        <source>Ongoing Desktop only reads: it sends GET requests and can send no others. The password is kept in the keyring and goes to this address only.</source>
        <translation>Ongoing Desktop bara läser: det skickar GET-begäranden och kan inte skicka några andra. Lösenordet sparas i nyckelringen och skickas bara till den här adressen.</translation>
    </message>
    <message>
        <source>Not documented: which status a wrong login gets, and that user name and password are sent as UTF-8.</source>
        <translation>Inte dokumenterat: vilken status en felaktig inloggning får, och att användarnamn och lösenord skickas som UTF-8.</translation>
    </message>
    <message>
        <source>Connect to Ongoing</source>
        <translation>Anslut till Ongoing</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Demo host</source>
        <translation>Demovärd</translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation>Simulator</translation>
    </message>
    <message>
        <source>The address up to and without /api/v1. A proxy or your own server can be entered too.</source>
        <translation>Adressen fram till, men utan, /api/v1. Det går också att ange en proxy eller en egen server.</translation>
    </message>
    <message>
        <source>From Administration ⇒ API for goods owners in Ongoing. It is not your own login.</source>
        <translation>Från Administration ⇒ API for goods owners i Ongoing. Det är inte din egen inloggning.</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Testa anslutningen</translation>
    </message>
    <message>
        <source>Removed the user name and password for Ongoing’s API.</source>
        <translation>Tog bort användarnamnet och lösenordet till Ongoings API.</translation>
    </message>
    <message>
        <source>password</source>
        <translation>lösenord</translation>
    </message>
    <message>
        <source>Switch on the API simulator first (Listener → API simulator).</source>
        <translation>Slå först på API-simulatorn (Lyssnare → API-simulator).</translation>
    </message>
    <message>
        <source>Connected “{name}” to Ongoing.</source>
        <translation>Anslöt ”{name}” till Ongoing.</translation>
    </message>
</context>
<context>
    <name>ui.systems.copy_page</name>
    <message>
        <source>Corresponding goods owners in “{name}”:</source>
        <translation>Motsvarande varuägare i ”{name}”:</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Åtgärder</translation>
    </message>
    <message>
        <source>! These addresses still refer to “{system}”: {names}.</source>
        <translation>! De här adresserna hör fortfarande till ”{system}”: {names}.</translation>
    </message>
    <message>
        <source>another part of the addresses</source>
        <translation>en annan del av adresserna</translation>
    </message>
    <message>
        <source>Choose the goods owner there</source>
        <translation>Välj varuägaren där</translation>
    </message>
    <message>
        <source>Copies in “{name}” start disabled and without credentials.</source>
        <translation>Kopior i ”{name}” är till en början inaktiverade och utan inloggningsuppgifter.</translation>
    </message>
    <message>
        <source>Replace in addresses</source>
        <translation>Ersätt i adresser</translation>
    </message>
    <message>
        <source>Replace it with</source>
        <translation>Ersätt med</translation>
    </message>
    <message>
        <source>with</source>
        <translation>med</translation>
    </message>
    <message>
        <source>Create it there</source>
        <translation>Skapa den där</translation>
    </message>
    <message>
        <source>Its number is different there; it was found by its code or name.</source>
        <translation>Dess nummer är ett annat där; den hittades efter kod eller namn.</translation>
    </message>
    <message>
        <source>In addresses, replace</source>
        <translation>Ersätt i adresser</translation>
    </message>
    <message>
        <source>add (disabled)</source>
        <translation>lägg till (inaktiverad)</translation>
    </message>
    <message>
        <source>update “{name}”</source>
        <translation>uppdatera ”{name}”</translation>
    </message>
    <message>
        <source>update</source>
        <translation>uppdatera</translation>
    </message>
    <message>
        <source>It keeps its credential and stays enabled or disabled. If not ticked, a copy is added.</source>
        <translation>Den behåller sin inloggningsuppgift och förblir aktiverad eller inaktiverad. Utan kryss läggs en kopia till.</translation>
    </message>
    <message>
        <source>{count} goods owner</source>
        <translation>{count} varuägare</translation>
    </message>
    <message>
        <source>{count} goods owners</source>
        <translation>{count} varuägare</translation>
    </message>
    <message>
        <source>{count} status</source>
        <translation>{count} status</translation>
    </message>
    <message>
        <source>{count} statuses</source>
        <translation>{count} statusar</translation>
    </message>
    <message>
        <source>{count} transporter</source>
        <translation>{count} transportör</translation>
    </message>
    <message>
        <source>{count} transporters</source>
        <translation>{count} transportörer</translation>
    </message>
    <message>
        <source>Also copied: {parts}.</source>
        <translation>Kopieras också: {parts}.</translation>
    </message>
    <message>
        <source>Address in {name}</source>
        <translation>Adress i {name}</translation>
    </message>
</context>
<context>
    <name>ui.systems.ongoing_import_dialog</name>
    <message>
        <source>Everything chosen is imported or nothing. Nothing is removed here. You can undo it.</source>
        <translation>Antingen importeras allt valt eller inget. Inget tas bort här. Du kan ångra importen.</translation>
    </message>
    <message>
        <source>Imported 1 entry from Ongoing.</source>
        <translation>Importerade 1 post från Ongoing.</translation>
    </message>
    <message>
        <source>Import from Ongoing</source>
        <translation>Importera från Ongoing</translation>
    </message>
    <message>
        <source>What Ongoing has</source>
        <translation>Vad Ongoing har</translation>
    </message>
    <message>
        <source>Show what stays as it is</source>
        <translation>Visa det som förblir som det är</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Läs igen</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Sluta läsa</translation>
    </message>
    <message>
        <source>Reading from Ongoing…</source>
        <translation>Läser från Ongoing…</translation>
    </message>
    <message>
        <source>Order statuses</source>
        <translation>Orderstatusar</translation>
    </message>
    <message>
        <source>Purchase order statuses</source>
        <translation>Inköpsorderstatusar</translation>
    </message>
    <message>
        <source>Transporters</source>
        <translation>Transportörer</translation>
    </message>
    <message>
        <source>not listed</source>
        <translation>inte med i listan</translation>
    </message>
    <message>
        <source>Import from Ongoing into “{name}”</source>
        <translation>Importera från Ongoing till ”{name}”</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>Nummer eller namn</translation>
    </message>
    <message>
        <source>In Ongoing</source>
        <translation>I Ongoing</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Här</translation>
    </message>
    <message numerus="yes">
        <source>{count} more remarks.</source>
        <translation>
            <numerusform>1 anmärkning till.</numerusform>
            <numerusform>{count} anmärkningar till.</numerusform>
        </translation>
        <extra-one>1 more remark.</extra-one>
    </message>
    <message>
        <source>Everything in Ongoing is already here.</source>
        <translation>Allt i Ongoing finns redan här.</translation>
    </message>
    <message>
        <source>not marked as training</source>
        <translation>inte märkt som utbildning</translation>
    </message>
    <message>
        <source>marked as training</source>
        <translation>märkt som utbildning</translation>
    </message>
    <message>
        <source>Reading from Ongoing… {done} of {count}</source>
        <translation>Läser från Ongoing… {done} av {count}</translation>
    </message>
    <message>
        <source>{name} · training</source>
        <translation>{name} · utbildning</translation>
    </message>
    <message>
        <source>new</source>
        <translation>ny</translation>
    </message>
    <message>
        <source>Stopped; nothing was imported.</source>
        <translation>Stoppad; inget importerades.</translation>
    </message>
</context>
<context>
    <name>ui.systems.system_form</name>
    <message>
        <source>Warehouses can rename and renumber statuses. Webhooks use the list below.</source>
        <translation>Lager kan byta namn och nummer på statusar. Webhooks använder listan nedan.</translation>
    </message>
    <message>
        <source>Automation webhooks can be limited to transporters. Write their names as in Ongoing.</source>
        <translation>Automationswebhooks kan begränsas till transportörer. Skriv namnen som i Ongoing.</translation>
    </message>
    <message>
        <source>Add transporter</source>
        <translation>Lägg till transportör</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allmänt</translation>
    </message>
    <message>
        <source>Statuses</source>
        <translation>Statusar</translation>
    </message>
    <message>
        <source>Use default address</source>
        <translation>Använd standardadress</translation>
    </message>
    <message>
        <source>The warehouse’s name in Ongoing’s address; payloads contain it as “system”.</source>
        <translation>Lagrets namn i Ongoings adress; nyttolaster innehåller det som ”system”.</translation>
    </message>
</context>
<context>
    <name>ui.systems.system_tables</name>
    <message>
        <source>Orders</source>
        <translation>Ordrar</translation>
    </message>
    <message>
        <source>Purchase orders</source>
        <translation>Inköpsordrar</translation>
    </message>
    <message>
        <source>Production orders</source>
        <translation>Produktionsordrar</translation>
    </message>
    <message>
        <source>Status set</source>
        <translation>Statusuppsättning</translation>
    </message>
    <message>
        <source>Reset to standard</source>
        <translation>Återställ till standard</translation>
    </message>
    <message>
        <source>Add status</source>
        <translation>Lägg till status</translation>
    </message>
    <message>
        <source>Customised</source>
        <translation>Anpassad</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>No published standard</source>
        <translation>Ingen publicerad standard</translation>
    </message>
</context>
<context>
    <name>ui.systems.system_texts</name>
    <message numerus="yes">
        <source>{count} of them have stored credentials. These are kept for Undo for {days} days, then deleted.</source>
        <translation>
            <numerusform>{count} av dem har en sparad inloggningsuppgift. Den behålls för Ångra i {days} dagar och tas sedan bort.</numerusform>
            <numerusform>{count} av dem har sparade inloggningsuppgifter. De behålls för Ångra i {days} dagar och tas sedan bort.</numerusform>
        </translation>
        <extra-one>{count} of them has a stored credential. It is kept for Undo for {days} days, then deleted.</extra-one>
    </message>
    <message>
        <source>The history of exchanges stays.</source>
        <translation>Historiken med anrop finns kvar.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopierat</translation>
    </message>
    <message>
        <source>≠ differs</source>
        <translation>≠ skiljer sig</translation>
    </message>
    <message>
        <source>= identical</source>
        <translation>= lika</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-post</translation>
    </message>
    <message>
        <source>Retry policy</source>
        <translation>Omförsökspolicy</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiverad</translation>
    </message>
    <message>
        <source>Type settings</source>
        <translation>Typens inställningar</translation>
    </message>
    <message>
        <source>Local target</source>
        <translation>Lokalt mål</translation>
    </message>
    <message>
        <source>On refusal</source>
        <translation>Vid nekande</translation>
    </message>
    <message>
        <source>Keep raw</source>
        <translation>Behåll rådata</translation>
    </message>
    <message>
        <source>not selected</source>
        <translation>inget valt</translation>
    </message>
    <message>
        <source>{count} webhook added, disabled</source>
        <translation>{count} webhook tillagd, inaktiverad</translation>
    </message>
    <message>
        <source>{count} webhooks added, all disabled</source>
        <translation>{count} webhooks tillagda, alla inaktiverade</translation>
    </message>
    <message>
        <source>{count} updated</source>
        <translation>{count} uppdaterade</translation>
    </message>
    <message>
        <source>{count} goods owner created</source>
        <translation>{count} varuägare skapad</translation>
    </message>
    <message>
        <source>{count} goods owners created</source>
        <translation>{count} varuägare skapade</translation>
    </message>
    <message>
        <source>{message}.</source>
        <translation>{message}.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} och {count} till</translation>
    </message>
    <message>
        <source>Statuses: {set}</source>
        <translation>Statusar: {set}</translation>
    </message>
    <message>
        <source>+ only in {name}</source>
        <translation>+ bara i {name}</translation>
    </message>
    <message>
        <source>– only in {name}</source>
        <translation>– bara i {name}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>tomt</translation>
    </message>
    <message>
        <source>{count} custom status</source>
        <translation>{count} egen status</translation>
    </message>
    <message>
        <source>{count} custom statuses</source>
        <translation>{count} egna statusar</translation>
    </message>
    <message>
        <source>{count} webhook</source>
        <translation>{count} webhook</translation>
    </message>
    <message>
        <source>This also removes: {parts}.</source>
        <translation>Detta tar också bort: {parts}.</translation>
    </message>
    <message>
        <source>Webhooks: {names}.</source>
        <translation>Webhooks: {names}.</translation>
    </message>
    <message>
        <source>Still without a credential: {names}.</source>
        <translation>Fortfarande utan inloggningsuppgifter: {names}.</translation>
    </message>
</context>
<context>
    <name>ui.systems.systems_dialog</name>
    <message>
        <source>Saving here changes nothing in Ongoing.</source>
        <translation>Det du sparar här ändrar ingenting i Ongoing.</translation>
    </message>
    <message>
        <source>“{name}” will be removed here. Nothing changes in Ongoing.</source>
        <translation>”{name}” tas bort här. Ingenting ändras i Ongoing.</translation>
    </message>
    <message>
        <source>There are no systems yet. Add one: a system is one Ongoing WMS instance.</source>
        <translation>Det finns inga system ännu. Lägg till ett: ett system är en instans av Ongoing WMS.</translation>
    </message>
    <message>
        <source>Remove the system?</source>
        <translation>Ta bort systemet?</translation>
    </message>
    <message>
        <source>Webhooks that also change</source>
        <translation>Webhooks som också ändras</translation>
    </message>
    <message>
        <source>“{name}” was removed elsewhere; your changes to it are not saved.</source>
        <translation>”{name}” togs bort någon annanstans; dina ändringar i det är inte sparade.</translation>
    </message>
    <message>
        <source>Also update statuses and transporters in these webhooks</source>
        <translation>Uppdatera även statusar och transportörer i dessa webhooks</translation>
    </message>
    <message>
        <source>Saving “{name}” also changes these webhooks here.</source>
        <translation>När ”{name}” sparas ändras också dessa webhooks.</translation>
    </message>
    <message>
        <source>Removed the system “{name}”.</source>
        <translation>Tog bort systemet ”{name}”.</translation>
    </message>
    <message>
        <source>Saved “{name}” here.</source>
        <translation>Sparade ”{name}” här.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.address_check</name>
    <message>
        <source>It can be reached from this computer.</source>
        <translation>Den kan nås från den här datorn.</translation>
    </message>
    <message numerus="yes">
        <source>expired {count} days ago</source>
        <translation>
            <numerusform>gick ut för 1 dag sedan</numerusform>
            <numerusform>gick ut för {count} dagar sedan</numerusform>
        </translation>
        <extra-one>expired 1 day ago</extra-one>
    </message>
    <message numerus="yes">
        <source>{count} days left</source>
        <translation>
            <numerusform>1 dag kvar</numerusform>
            <numerusform>{count} dagar kvar</numerusform>
        </translation>
        <extra-one>1 day left</extra-one>
    </message>
    <message>
        <source>Check address</source>
        <translation>Kontrollera adressen</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Kopiera allt</translation>
    </message>
    <message>
        <source>Checking… No request is sent.</source>
        <translation>Kontrollerar… Ingen begäran skickas.</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>Kontrollen avbröts.</translation>
    </message>
    <message>
        <source>Looking up the name…</source>
        <translation>Slår upp namnet…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Ansluter…</translation>
    </message>
    <message>
        <source>Negotiating TLS…</source>
        <translation>Förhandlar TLS…</translation>
    </message>
    <message>
        <source>Requests cannot reach it.</source>
        <translation>Begäranden kan inte nå den.</translation>
    </message>
    <message>
        <source>It can be reached from this computer; see the notes.</source>
        <translation>Den kan nås från den här datorn; se upplysningarna.</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>Utfärdat till</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Utfärdat av</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Giltigt från</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Giltigt till</translation>
    </message>
    <message>
        <source>The certificate</source>
        <translation>Certifikatet</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Kryptering</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>och {count} till</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.address_field</name>
    <message>
        <source>Use HTTPS</source>
        <translation>Använd HTTPS</translation>
    </message>
    <message>
        <source>Write as %20</source>
        <translation>Skriv som %20</translation>
    </message>
    <message>
        <source>Use one slash</source>
        <translation>Använd ett snedstreck</translation>
    </message>
    <message>
        <source>Use this name</source>
        <translation>Använd det här namnet</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Rätta</translation>
    </message>
    <message>
        <source>User name and password were moved from the address to the fields below.</source>
        <translation>Användarnamn och lösenord flyttades från adressen till fälten nedan.</translation>
    </message>
    <message>
        <source>Will not work</source>
        <translation>Fungerar inte</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Råd</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.bulk_test</name>
    <message>
        <source>{count} tests will be sent one after another.</source>
        <translation>{count} test skickas ett i taget.</translation>
    </message>
    <message>
        <source>{count} disabled webhooks will be skipped.</source>
        <translation>{count} inaktiverade webhooks hoppas över.</translation>
    </message>
    <message>
        <source>{hosts} more hosts: {count}</source>
        <translation>{hosts} värdar till: {count}</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was sent: all {count} webhooks are disabled. Enable them, or test them one at a time.</source>
        <translation>
            <numerusform>Inget skickades: webhooken är inaktiverad. Aktivera den först.</numerusform>
            <numerusform>Inget skickades: alla {count} webhooks är inaktiverade. Aktivera dem, eller testa dem en i taget.</numerusform>
        </translation>
        <extra-one>Nothing was sent: the webhook is disabled. Enable it first.</extra-one>
    </message>
    <message>
        <source>{good} of 1 test succeeded</source>
        <translation>{good} av 1 test lyckades</translation>
    </message>
    <message>
        <source>{good} of {count} tests succeeded</source>
        <translation>{good} av {count} test lyckades</translation>
    </message>
    <message>
        <source>Show failed</source>
        <translation>Visa misslyckade</translation>
    </message>
    <message>
        <source>Show not sent</source>
        <translation>Visa ej skickade</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} misslyckades</translation>
    </message>
    <message>
        <source>{count} not sent</source>
        <translation>{count} skickades inte</translation>
    </message>
    <message>
        <source>cancelled after {done}</source>
        <translation>avbröts efter {done}</translation>
    </message>
    <message>
        <source>Failed: {names}.</source>
        <translation>Misslyckades: {names}.</translation>
    </message>
    <message>
        <source>Not sent: {names}.</source>
        <translation>Skickades inte: {names}.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.conflict_panel</name>
    <message>
        <source>This webhook was deleted elsewhere. Your changes are not saved.</source>
        <translation>Webhooken togs bort någon annanstans. Dina ändringar är inte sparade.</translation>
    </message>
    <message>
        <source>You and someone else changed the same fields. Nothing has been saved.</source>
        <translation>Du och någon annan har ändrat samma fält. Inget har sparats.</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behåll mina</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Använd deras</translation>
    </message>
    <message>
        <source>Save as new</source>
        <translation>Spara som ny</translation>
    </message>
    <message>
        <source>This webhook was deleted elsewhere. When you save, you will be asked what to do.</source>
        <translation>Webhooken togs bort någon annanstans. När du sparar får du välja vad du vill göra.</translation>
    </message>
    <message>
        <source>Changed elsewhere: {fields}. Saving keeps those changes and asks about conflicts.</source>
        <translation>Ändrat någon annanstans: {fields}. När du sparar behålls ändringarna, och du får frågor om konflikter.</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Deras</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mina</translation>
    </message>
    <message>
        <source>as stored elsewhere</source>
        <translation>som sparat någon annanstans</translation>
    </message>
    <message>
        <source>as entered here</source>
        <translation>som angivet här</translation>
    </message>
    <message>
        <source>Changed elsewhere only, kept either way: {fields}.</source>
        <translation>Bara ändrat någon annanstans, behålls i båda fallen: {fields}.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.credential_fields</name>
    <message>
        <source>Requests with the old one stay verified until you have entered the new one in Ongoing.</source>
        <translation>Begäranden med den gamla förblir verifierade tills du har angett den nya i Ongoing.</translation>
    </message>
    <message>
        <source>Keep accepting the old one until I end it</source>
        <translation>Acceptera den gamla tills jag avslutar det</translation>
    </message>
    <message>
        <source>Since {at} the listener also accepts the old one, until you end the rotation.</source>
        <translation>Sedan {at} accepterar lyssnaren även den gamla, tills du avslutar bytet.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Rensa</translation>
    </message>
    <message>
        <source>Will be cleared when you save</source>
        <translation>Rensas när du sparar</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Sparad</translation>
    </message>
    <message>
        <source>Leave it empty to keep the stored one.</source>
        <translation>Lämna tomt för att behålla den sparade.</translation>
    </message>
    <message>
        <source>Clear the stored {name}</source>
        <translation>Rensa sparat {name}</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.editor_form</name>
    <message>
        <source>Anyone who can read the history can then read the password or token.</source>
        <translation>Då kan alla som kan läsa historiken läsa lösenordet eller token.</translation>
    </message>
    <message>
        <source>Check</source>
        <comment>the address, now</comment>
        <translation>Kontrollera</translation>
    </message>
    <message>
        <source>Keep credentials in the history as received</source>
        <translation>Spara inloggningen omaskerad i historiken</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>Lokal adress</translation>
    </message>
    <message>
        <source>optional; for tests</source>
        <translation>valfri; för test</translation>
    </message>
    <message>
        <source>Look up the host, connect and read its certificate; no request is sent.</source>
        <translation>Slå upp värden, anslut och läs dess certifikat; ingen begäran skickas.</translation>
    </message>
    <message>
        <source>optional; for failures (assumed)</source>
        <translation>valfri; för fel (antaget)</translation>
    </message>
    <message>
        <source>Mark it and answer normally</source>
        <translation>Märk den och svara som vanligt</translation>
    </message>
    <message>
        <source>Answer 401, or 503 if unverifiable</source>
        <translation>Svara 401, eller 503 om okontrollerbar</translation>
    </message>
    <message>
        <source>Wrong credentials</source>
        <translation>Vid fel inloggning</translation>
    </message>
    <message>
        <source>When this computer’s listener receives its requests</source>
        <translation>När datorns lyssnare tar emot dess begäranden</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.list_bar</name>
    <message>
        <source>enableWebhooks</source>
        <translation>enableWebhooks</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivera</translation>
    </message>
    <message>
        <source>disableWebhooks</source>
        <translation>disableWebhooks</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Inaktivera</translation>
    </message>
    <message>
        <source>testWebhook</source>
        <translation>testWebhook</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testa</translation>
    </message>
    <message>
        <source>duplicateWebhook</source>
        <translation>duplicateWebhook</translation>
    </message>
    <message>
        <source>exportWebhooks</source>
        <translation>exportWebhooks</translation>
    </message>
    <message>
        <source>deleteWebhook</source>
        <translation>deleteWebhook</translation>
    </message>
    <message>
        <source>Select only the current webhook</source>
        <translation>Markera bara den aktuella webhooken</translation>
    </message>
    <message>
        <source>Filter the webhooks</source>
        <translation>Filtrera webhooks</translation>
    </message>
    <message>
        <source>Testing {number} of {of}</source>
        <translation>Testar {number} av {of}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alla</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>Vanlig</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automation</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Inaktiverade</translation>
    </message>
    <message>
        <source>New regular webhook</source>
        <translation>Ny vanlig webhook</translation>
    </message>
    <message>
        <source>New automation webhook</source>
        <translation>Ny automationswebhook</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>{count} valda</translation>
    </message>
    <message>
        <source>{what}: {name}</source>
        <translation>{what}: {name}</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.owner_fields</name>
    <message>
        <source>Add a system first</source>
        <translation>Lägg först till ett system</translation>
    </message>
    <message>
        <source>Choose a goods owner</source>
        <translation>Välj en varuägare</translation>
    </message>
    <message>
        <source>Filter the goods owners</source>
        <translation>Filtrera varuägarna</translation>
    </message>
    <message>
        <source>{owner} · training</source>
        <translation>{owner} · utbildning</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.receiver_code_dialog</name>
    <message>
        <source>It checks the credential in constant time, stores each event once, answers, and processes the event afterwards. It does not contain the secret: put that in a separate file.</source>
        <translation>Den kontrollerar inloggningsuppgiften på konstant tid, sparar varje händelse en gång, svarar och bearbetar händelsen efteråt. Den innehåller inte hemligheten: lägg den i en separat fil.</translation>
    </message>
    <message>
        <source>There is no receiver in {language} for the authentication {scheme}.</source>
        <translation>Det finns ingen mottagare i {language} för autentiseringen {scheme}.</translation>
    </message>
    <message>
        <source>It accepts every request, because the webhook uses no authentication.</source>
        <translation>Den accepterar alla begäranden, eftersom webhooken inte använder autentisering.</translation>
    </message>
    <message>
        <source>Receiver code</source>
        <translation>Mottagarkod</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Spara som…</translation>
    </message>
    <message>
        <source>Copied the receiver code.</source>
        <translation>Kopierade mottagarkoden.</translation>
    </message>
    <message>
        <source>Save the receiver</source>
        <translation>Spara mottagaren</translation>
    </message>
    <message>
        <source>Receiver code for “{name}”</source>
        <translation>Mottagarkod för ”{name}”</translation>
    </message>
    <message>
        <source>{command} (not run when it was written: prove it first)</source>
        <translation>{command} (kördes inte när den skrevs: pröva den först)</translation>
    </message>
    <message>
        <source>Saved the receiver as {name}.</source>
        <translation>Sparade mottagaren som {name}.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.setting_editors</name>
    <message>
        <source>Tick statuses below or type them, such as 200 → 400, 450.</source>
        <translation>Kryssa för statusar nedan eller skriv dem, till exempel 200 → 400, 450.</translation>
    </message>
    <message>
        <source>Tick statuses below or type them, such as 400, 450.</source>
        <translation>Kryssa för statusar nedan eller skriv dem, till exempel 400, 450.</translation>
    </message>
    <message>
        <source>{label}, separated by commas</source>
        <translation>{label}, åtskilda av kommatecken</translation>
    </message>
    <message>
        <source>{label} of this system</source>
        <translation>{label} i det här systemet</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.settings_tab</name>
    <message>
        <source>A request arrived that this app did not send. The webhook uses no credential.</source>
        <translation>En begäran kom som programmet inte har skickat. Webhooken använder inga inloggningsuppgifter.</translation>
    </message>
    <message>
        <source>A request with the right credential arrived that this app did not send.</source>
        <translation>En begäran med rätt inloggningsuppgifter kom som programmet inte har skickat.</translation>
    </message>
    <message>
        <source>You have marked these settings as entered in Ongoing.</source>
        <translation>Du har markerat inställningarna som inmatade i Ongoing.</translation>
    </message>
    <message>
        <source>Not entered yet</source>
        <translation>Inte inmatat ännu</translation>
    </message>
    <message>
        <source>I have entered it in Ongoing</source>
        <translation>Jag har matat in det i Ongoing</translation>
    </message>
    <message>
        <source>It was sent from this computer: by Ongoing through a tunnel, or by another program here.</source>
        <translation>Den skickades från den här datorn: av Ongoing genom en tunnel, eller av ett annat program här.</translation>
    </message>
    <message>
        <source>Copy {name}</source>
        <translation>Kopiera {name}</translation>
    </message>
    <message>
        <source>Enter these values in Ongoing (Administration ⇒ Webhooks), then mark the webhook as entered.</source>
        <translation>Mata in värdena i Ongoing (Administration ⇒ Webhooks), och markera sedan webhooken som inmatad.</translation>
    </message>
    <message>
        <source>Enter the changes in Ongoing too, then mark the webhook as entered.</source>
        <translation>Mata in ändringarna även i Ongoing, och markera sedan webhooken som inmatad.</translation>
    </message>
    <message>
        <source>{name} copied.</source>
        <translation>Kopierade {name}.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.status_panel</name>
    <message>
        <source>{number} · not in this system</source>
        <translation>{number} · inte i det här systemet</translation>
    </message>
    <message>
        <source>Does not fire on these single steps: {changes}.</source>
        <translation>Utlöses inte av de här enskilda stegen: {changes}.</translation>
    </message>
    <message>
        <source>any</source>
        <translation>valfri</translation>
    </message>
    <message>
        <source>Statuses reached, from any other</source>
        <translation>Uppnådda statusar, från vilken annan som helst</translation>
    </message>
    <message>
        <source>Fires when one of these statuses is reached</source>
        <translation>Utlöses när någon av de här statusarna uppnås</translation>
    </message>
    <message>
        <source>or when the status changes between</source>
        <translation>eller när statusen ändras mellan</translation>
    </message>
    <message>
        <source>Changes from</source>
        <translation>Ändras från</translation>
    </message>
    <message>
        <source>Changes to</source>
        <translation>Ändras till</translation>
    </message>
    <message>
        <source>Add a change from one status to another</source>
        <translation>Lägg till en ändring från en status till en annan</translation>
    </message>
    <message>
        <source>Remove the selected change</source>
        <translation>Ta bort den markerade ändringen</translation>
    </message>
    <message>
        <source>Changes from one status to another</source>
        <translation>Ändringar från en status till en annan</translation>
    </message>
    <message>
        <source>From…</source>
        <translation>Från…</translation>
    </message>
    <message>
        <source>To…</source>
        <translation>Till…</translation>
    </message>
    <message>
        <source>Fires on: {changes}.</source>
        <translation>Utlöses av: {changes}.</translation>
    </message>
    <message>
        <source>Fires on every step from one status to the next.</source>
        <translation>Utlöses av varje steg från en status till nästa.</translation>
    </message>
    <message>
        <source>Never fires, because the status does not change: {changes}.</source>
        <translation>Utlöses aldrig, eftersom statusen inte ändras: {changes}.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.type_details</name>
    <message>
        <source>Ongoing guarantees no field. A marked field was missing in captured payloads; any field may be null. “Inferred” means not documented.</source>
        <translation>Ongoing garanterar inget fält. Ett märkt fält saknades i mottagna nyttolaster; alla fält kan vara null. ”Slutsats” betyder inte dokumenterat.</translation>
    </message>
    <message>
        <source>Inferred, because Ongoing does not document it: webhooks are POST requests with the type application/json, any 2xx response counts as received, and webhookTemplate contains the name of the webhook as shown here.</source>
        <translation>Slutsatser, eftersom Ongoing inte dokumenterar det: webhooks är POST-begäranden med typen application/json, varje 2xx-svar räknas som mottaget, och webhookTemplate innehåller webhookens namn så som det visas här.</translation>
    </message>
    <message>
        <source>Fields of the payload</source>
        <translation>Nyttolastens fält</translation>
    </message>
    <message>
        <source>value inferred</source>
        <translation>värdet är en slutsats</translation>
    </message>
    <message>
        <source>type inferred</source>
        <translation>typen är en slutsats</translation>
    </message>
    <message>
        <source>Documented payload</source>
        <translation>Dokumenterad nyttolast</translation>
    </message>
    <message>
        <source>Copy example</source>
        <translation>Kopiera exempel</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Kopiera adress</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>Öppna sidan</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Fält</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Källa</translation>
    </message>
    <message>
        <source>may be null</source>
        <translation>kan vara null</translation>
    </message>
    <message>
        <source>older page</source>
        <translation>äldre sida</translation>
    </message>
    <message>
        <source>Copy the example payload</source>
        <translation>Kopiera exempelnyttolasten</translation>
    </message>
    <message>
        <source>Copy the page's address</source>
        <translation>Kopiera sidans adress</translation>
    </message>
    <message>
        <source>Open the page in the browser</source>
        <translation>Öppna sidan i webbläsaren</translation>
    </message>
    <message>
        <source>Type-specific settings: {labels}.</source>
        <translation>Typens egna inställningar: {labels}.</translation>
    </message>
    <message>
        <source>Observations: {notes}</source>
        <translation>Iakttagelser: {notes}</translation>
    </message>
    <message>
        <source>From Ongoing's documentation:</source>
        <translation>Ur Ongoings dokumentation:</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Märken</translation>
    </message>
    <message>
        <source>may be missing</source>
        <translation>kan saknas</translation>
    </message>
    <message>
        <source>may be missing: {why}</source>
        <translation>kan saknas: {why}</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.type_export_dialog</name>
    <message>
        <source>For the developer of a receiver: the documented payloads as schemas and classes, or the tests of webhooks as a collection for another program. Credentials are not included.</source>
        <translation>För den som utvecklar en mottagare: de dokumenterade nyttolasterna som scheman och klasser, eller test av webhooks som en samling för ett annat program. Inloggningsuppgifter följer inte med.</translation>
    </message>
    <message>
        <source>Collection for {program}</source>
        <translation>Samling för {program}</translation>
    </message>
    <message>
        <source>Types and collections</source>
        <translation>Typer och samlingar</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>For</source>
        <translation>För</translation>
    </message>
    <message>
        <source>Selected webhooks ({count})</source>
        <translation>Markerade webhooks ({count})</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Förhandsgranskning</translation>
    </message>
    <message>
        <source>Copied {name}.</source>
        <translation>Kopierade {name}.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.type_picker</name>
    <message>
        <source>Which webhook</source>
        <translation>Vilken webhook</translation>
    </message>
    <message>
        <source>Filter the webhook types</source>
        <translation>Filtrera webhooktyperna</translation>
    </message>
    <message>
        <source>Filter the {count} webhooks and their fields</source>
        <translation>Filtrera de {count} webhooktyperna och deras fält</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.type_settings</name>
    <message>
        <source>{what} You can still save.</source>
        <translation>{what} Du kan ändå spara.</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.webhook_columns</name>
    <message>
        <source>Retry</source>
        <translation>Omförsök</translation>
    </message>
    <message>
        <source>Last result at</source>
        <translation>Senaste resultatets tid</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>Senaste begäran</translation>
    </message>
    <message>
        <source>Changed here at</source>
        <translation>Ändrad här</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Av</translation>
    </message>
    <message>
        <source>Test button</source>
        <translation>Testknapp</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.webhook_detail</name>
    <message>
        <source>Deliveries</source>
        <translation>Leveranser</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Omförsök</translation>
    </message>
    <message>
        <source>Whole page (F11)</source>
        <translation>Hela sidan (F11)</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.webhook_editor</name>
    <message>
        <source>Edit regular webhook</source>
        <translation>Redigera vanlig webhook</translation>
    </message>
    <message>
        <source>Edit automation webhook</source>
        <translation>Redigera automationswebhook</translation>
    </message>
    <message>
        <source>Saved “{name}” here, together with changes made elsewhere: {fields}.</source>
        <translation>Sparade ”{name}” här, tillsammans med ändringar gjorda någon annanstans: {fields}.</translation>
    </message>
    <message>
        <source>Fix the {count} problems marked in red.</source>
        <translation>Åtgärda de {count} rödmarkerade problemen.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Sparar…</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Inga problem</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.webhook_filters</name>
    <message>
        <source>Never tested</source>
        <translation>Aldrig testade</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Lyckades</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Kräver åtgärd</translation>
    </message>
    <message>
        <source>Filter by kind, state, result, type or goods owner</source>
        <translation>Filtrera efter slag, tillstånd, resultat, typ eller varuägare</translation>
    </message>
    <message>
        <source>Show all   Esc</source>
        <translation>Visa alla   Esc</translation>
    </message>
    <message>
        <source>{shown} of {whole}</source>
        <translation>{shown} av {whole}</translation>
    </message>
    <message>
        <source>{group}: {values}</source>
        <translation>{group}: {values}</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Ta bort filtret</translation>
    </message>
    <message>
        <source>Remove the filter {what}</source>
        <translation>Ta bort filtret {what}</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> och {count} till</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.webhook_texts</name>
    <message>
        <source>no goods owner</source>
        <translation>ingen varuägare</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>just nu</translation>
    </message>
    <message>
        <source>unknown system</source>
        <translation>okänt system</translation>
    </message>
    <message>
        <source>No credential</source>
        <translation>Inloggning saknas</translation>
    </message>
    <message>
        <source>Unreachable address</source>
        <translation>Adressen kan inte nås</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>inte testad</translation>
    </message>
    <message>
        <source>… sending</source>
        <translation>… skickar</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>för {count} min sedan</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>för {count} h sedan</translation>
    </message>
    <message>
        <source>{label} not selected</source>
        <translation>{label}: inget valt</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.webhooks_empty_state</name>
    <message>
        <source>No webhook yet</source>
        <translation>Ingen webhook ännu</translation>
    </message>
    <message>
        <source>Set one up here as you would in Ongoing, send a test, and look at the request.</source>
        <translation>Ställ in en här som du skulle göra i Ongoing, skicka ett test och titta på begäran.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Prova</translation>
    </message>
    <message>
        <source>“Try it” adds a demo system, which needs no network. Tools → Remove the demo system takes it away again.</source>
        <translation>”Prova” lägger till ett demosystem, som inte behöver något nätverk. Verktyg → Ta bort demosystemet tar bort det igen.</translation>
    </message>
    <message>
        <source>No webhook matches the filter and the selected system.</source>
        <translation>Ingen webhook matchar filtret och det valda systemet.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Visa alla</translation>
    </message>
    <message>
        <source>Configure</source>
        <translation>Ställ in</translation>
    </message>
    <message>
        <source>choose a trigger, a goods owner, the address and the credential</source>
        <translation>välj utlösare, varuägare, adress och inloggningsuppgifter</translation>
    </message>
    <message>
        <source>send the documented request, with consistent values</source>
        <translation>skicka den dokumenterade begäran med värden som hör ihop</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Ta emot</translation>
    </message>
    <message>
        <source>let Ongoing or your own program call the built-in listener, and review the requests</source>
        <translation>låt Ongoing eller ditt eget program anropa den inbyggda lyssnaren, och granska begärandena</translation>
    </message>
</context>
<context>
    <name>ui.webhooks.webhooks_model</name>
    <message>
        <source>! {what}</source>
        <translation>! {what}</translation>
    </message>
</context>
<context>
    <name>wording.event_text</name>
    <message>
        <source>first</source>
        <translation>första</translation>
    </message>
    <message>
        <source>second</source>
        <translation>andra</translation>
    </message>
    <message>
        <source>third</source>
        <translation>tredje</translation>
    </message>
    <message>
        <source>fourth</source>
        <translation>fjärde</translation>
    </message>
    <message>
        <source>fifth</source>
        <translation>femte</translation>
    </message>
    <message>
        <source>sixth</source>
        <translation>sjätte</translation>
    </message>
    <message>
        <source>seventh</source>
        <translation>sjunde</translation>
    </message>
    <message>
        <source>eighth</source>
        <translation>åttonde</translation>
    </message>
    <message>
        <source>ninth</source>
        <translation>nionde</translation>
    </message>
    <message>
        <source>tenth</source>
        <translation>tionde</translation>
    </message>
    <message>
        <source>th</source>
        <translation>:e</translation>
    </message>
    <message>
        <source>st</source>
        <translation>:a</translation>
    </message>
    <message>
        <source>nd</source>
        <translation>:a</translation>
    </message>
    <message>
        <source>rd</source>
        <translation>:e</translation>
    </message>
</context>
<context>
    <name>wording.messages</name>
    <message>
        <source>“{name}”</source>
        <translation>”{name}”</translation>
    </message>
</context>
<context>
    <name>wording.playing_text</name>
    <message>
        <source>Morning wave of picking</source>
        <translation>Morgonens plockvåg</translation>
    </message>
    <message>
        <source>A morning of goods in</source>
        <translation>En morgon med inleveranser</translation>
    </message>
    <message>
        <source>A whole day</source>
        <translation>En hel dag</translation>
    </message>
</context>
<context>
    <name>wording.preferences</name>
    <message>
        <source>Listener</source>
        <translation>Lyssnare</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sändning</translation>
    </message>
    <message>
        <source>Assumptions</source>
        <translation>Antaganden</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Utseende</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Aviseringar</translation>
    </message>
    <message>
        <source>Shows the keys of all commands, and changes them.</source>
        <translation>Visar alla kommandons tangenter och ändrar dem.</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Ikon i meddelandefältet</translation>
    </message>
    <message>
        <source>Closing the window hides it. The icon shows the listener’s state and unread requests, if the desktop has a tray. “Quit” ends the program.</source>
        <translation>När fönstret stängs döljs det. Ikonen visar lyssnarens läge och olästa begäranden, om skrivbordet har ett meddelandefält. ”Avsluta” avslutar programmet.</translation>
    </message>
    <message>
        <source>The listener accepts requests at this TCP port. A running listener changes to it at its next start.</source>
        <translation>Lyssnaren tar emot begäranden på den här TCP-porten. En lyssnare som körs byter till den nästa gång den startar.</translation>
    </message>
    <message>
        <source>Address, HTTPS, limits and forwarding</source>
        <translation>Adress, HTTPS, gränser och vidarebefordran</translation>
    </message>
    <message>
        <source>Decides who can reach the listener, and what it does with large, slow or many requests.</source>
        <translation>Bestämmer vem som kan nå lyssnaren, och vad den gör med stora, långsamma eller många begäranden.</translation>
    </message>
    <message>
        <source>Keep listening when the window closes</source>
        <translation>Fortsätt lyssna när fönstret stängs</translation>
    </message>
    <message>
        <source>The listener goes on without the window, and the next start finds it. “Quit” always stops it.</source>
        <translation>Lyssnaren fortsätter utan fönstret, och nästa start hittar den. ”Avsluta” stoppar den alltid.</translation>
    </message>
    <message>
        <source>The tunnel or proxy through which Ongoing reaches this listener, and its address.</source>
        <translation>Tunneln eller proxyn som Ongoing når lyssnaren genom, och dess adress.</translation>
    </message>
    <message>
        <source>Time to connect</source>
        <translation>Tid för att ansluta</translation>
    </message>
    <message>
        <source>A test fails when no connection is made within this time.</source>
        <translation>Ett test misslyckas om ingen anslutning upprättas inom den här tiden.</translation>
    </message>
    <message>
        <source>Time between data</source>
        <translation>Tid mellan data</translation>
    </message>
    <message>
        <source>A test fails when the receiver sends nothing for this long.</source>
        <translation>Ett test misslyckas om mottagaren inte skickar något under så lång tid.</translation>
    </message>
    <message>
        <source>Total time</source>
        <translation>Total tid</translation>
    </message>
    <message>
        <source>A test fails when it takes longer than this in all. Ongoing does not document its own limit.</source>
        <translation>Ett test misslyckas om det tar längre tid än så här totalt. Ongoing dokumenterar inte sin egen gräns.</translation>
    </message>
    <message>
        <source>Address of a proxy for tests to other computers, or “system” for the system’s own. Empty: no proxy.</source>
        <translation>Adress till en proxy för test till andra datorer, eller ”system” för systemets egen. Tomt: ingen proxy.</translation>
    </message>
    <message>
        <source>Production hosts</source>
        <translation>Produktionsvärdar</translation>
    </message>
    <message>
        <source>Sending to one of these asks you to type its name. Mark a host in the options of a test.</source>
        <translation>När du skickar till någon av dem får du skriva dess namn. Märk en värd i testets alternativ.</translation>
    </message>
    <message>
        <source>Production systems</source>
        <translation>Produktionssystem</translation>
    </message>
    <message>
        <source>All receivers of these systems are treated as production. Mark a system in the options of a test.</source>
        <translation>Alla mottagare i de här systemen behandlas som produktion. Märk ett system i testets alternativ.</translation>
    </message>
    <message>
        <source>Confirmed hosts</source>
        <translation>Bekräftade värdar</translation>
    </message>
    <message>
        <source>You agreed to send tests to these hosts, per system. A host that is removed here is asked about again.</source>
        <translation>Du har godkänt att test skickas till de här värdarna, per system. Tas en värd bort här frågas du om den igen.</translation>
    </message>
    <message>
        <source>Retry times</source>
        <translation>Omförsökstider</translation>
    </message>
    <message>
        <source>How the times of a retry policy are read. The documentation allows both.</source>
        <translation>Hur tiderna i en omförsökspolicy tolkas. Dokumentationen tillåter båda.</translation>
    </message>
    <message>
        <source>Counts as delivered</source>
        <translation>Räknas som levererad</translation>
    </message>
    <message>
        <source>Which responses end the retries. Ongoing does not document it.</source>
        <translation>Vilka svar som avslutar omförsöken. Ongoing dokumenterar det inte.</translation>
    </message>
    <message>
        <source>Time for one attempt</source>
        <translation>Tid för ett försök</translation>
    </message>
    <message>
        <source>How long Ongoing is assumed to wait for a response. Ongoing does not document it.</source>
        <translation>Hur länge Ongoing antas vänta på ett svar. Ongoing dokumenterar det inte.</translation>
    </message>
    <message>
        <source>How much is kept</source>
        <translation>Hur mycket som sparas</translation>
    </message>
    <message>
        <source>Limits of the history by number, age and size. Without limits everything is kept.</source>
        <translation>Gränser för historiken efter antal, ålder och storlek. Utan gränser sparas allt.</translation>
    </message>
    <message>
        <source>Notice new payload shapes</source>
        <translation>Upptäck nya former på nyttolaster</translation>
    </message>
    <message>
        <source>Received payloads are compared in the background with earlier ones of their type. No values but codes are kept.</source>
        <translation>Mottagna nyttolaster jämförs i bakgrunden med tidigare av samma typ. Inga andra värden än koder sparas.</translation>
    </message>
    <message>
        <source>Language of this window. Takes effect at once; commands, logs and files for other programs stay in English.</source>
        <translation>Fönstrets språk. Gäller genast; kommandon, loggar och filer för andra program förblir på engelska.</translation>
    </message>
    <message>
        <source>Light, dark, or the same as the desktop.</source>
        <translation>Ljust, mörkt eller som skrivbordet.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Size of all texts, buttons and rows in percent of the desktop’s font. Ctrl+plus and Ctrl+minus change it.</source>
        <translation>Storleken på alla texter, knappar och rader i procent av skrivbordets teckensnitt. Ctrl+plus och Ctrl+minus ändrar den.</translation>
    </message>
    <message>
        <source>Compact rows have one line, so that lists show twice as many.</source>
        <translation>Kompakta rader har en textrad, så att listorna visar dubbelt så många.</translation>
    </message>
    <message>
        <source>Where a list shows the selected entry. Automatic: beside the list in a wide window, otherwise below. A narrow window shows it below in any case.</source>
        <translation>Var en lista visar den valda posten. Automatiskt: bredvid listan i ett brett fönster, annars under den. I ett smalt fönster visas den alltid under.</translation>
    </message>
    <message>
        <source>Meanings in bodies</source>
        <translation>Betydelser i innehållet</translation>
    </message>
    <message>
        <source>Shows beside a value what the member is, and the name of a status.</source>
        <translation>Visar bredvid ett värde vad det är, och namnet på en status.</translation>
    </message>
    <message>
        <source>Shows a notification on the desktop while the window is not in front.</source>
        <translation>Visar en avisering på skrivbordet när fönstret inte ligger överst.</translation>
    </message>
    <message>
        <source>Headers and parameters whose values are replaced before a request is stored or exported.</source>
        <translation>Huvudfält och parametrar vars värden ersätts innan en begäran sparas eller exporteras.</translation>
    </message>
    <message>
        <source>Passwords and tokens that this program keeps in the keyring.</source>
        <translation>Lösenord och token som programmet sparar i nyckelringen.</translation>
    </message>
    <message>
        <source>No host is marked as production.</source>
        <translation>Ingen värd är markerad som produktion.</translation>
    </message>
    <message>
        <source>No system is marked as production.</source>
        <translation>Inget system är markerat som produktion.</translation>
    </message>
    <message>
        <source>No host has been confirmed yet.</source>
        <translation>Ingen värd har bekräftats ännu.</translation>
    </message>
</context>
<context>
    <name>wording.schedule_text</name>
    <message>
        <source>Test request</source>
        <translation>Testbegäran</translation>
    </message>
    <message>
        <source>Proof of a receiver</source>
        <translation>Prövning av en mottagare</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Snabb</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Fullständig</translation>
    </message>
    <message>
        <source>✕ not run</source>
        <translation>✕ inte körd</translation>
    </message>
    <message>
        <source>– missed</source>
        <translation>– missad</translation>
    </message>
    <message>
        <source>– stopped</source>
        <translation>– stoppad</translation>
    </message>
    <message>
        <source>{time}, Monday to Friday</source>
        <translation>{time}, måndag till fredag</translation>
    </message>
    <message>
        <source>{time} every day</source>
        <translation>{time} varje dag</translation>
    </message>
</context>
<context>
    <name>wording.secret_places</name>
    <message>
        <source>facts</source>
        <translation>uppgifter</translation>
    </message>
    <message>
        <source>report</source>
        <translation>rapport</translation>
    </message>
    <message>
        <source>the beginning of the file</source>
        <translation>filens början</translation>
    </message>
    <message>
        <source>the text of the file</source>
        <translation>filens text</translation>
    </message>
    <message>
        <source>body of the request</source>
        <translation>innehållet i begäran</translation>
    </message>
    <message>
        <source>body of the answer</source>
        <translation>innehållet i svaret</translation>
    </message>
    <message>
        <source>name of a header of the request</source>
        <translation>namnet på ett huvudfält i begäran</translation>
    </message>
    <message>
        <source>name of a header of the answer</source>
        <translation>namnet på ett huvudfält i svaret</translation>
    </message>
    <message>
        <source>header {name} of the request</source>
        <translation>huvudfältet {name} i begäran</translation>
    </message>
    <message>
        <source>header {name} of the answer</source>
        <translation>huvudfältet {name} i svaret</translation>
    </message>
</context>
<context>
    <name>wording.sending_text</name>
    <message>
        <source>or</source>
        <translation>eller</translation>
    </message>
</context>
<context>
    <name>wording.texts.api</name>
    <message>
        <source>No address of Ongoing’s API is set for the system. Enter it under “Connect to Ongoing”.</source>
        <translation>Ingen adress till Ongoings API är angiven för systemet. Ange den under ”Anslut till Ongoing”.</translation>
    </message>
    <message>
        <source>This is not a valid address of the API. It looks like https://api.ongoingsystems.se/warehouse/.</source>
        <translation>Det här är ingen giltig adress till API:et. Den ser ut som https://api.ongoingsystems.se/warehouse/.</translation>
    </message>
    <message>
        <source>The address must begin with https://. Plain HTTP is allowed only to this computer.</source>
        <translation>Adressen måste börja med https://. Vanlig HTTP är bara tillåten till den här datorn.</translation>
    </message>
    <message>
        <source>No user name and password for Ongoing’s API are stored for {system}. Enter them under “Connect to Ongoing”.</source>
        <translation>Inget användarnamn och lösenord till Ongoings API är sparade för {system}. Ange dem under ”Anslut till Ongoing”.</translation>
    </message>
    <message>
        <source>The password for Ongoing’s API cannot be read. {why}</source>
        <translation>Lösenordet till Ongoings API kan inte läsas. {why}</translation>
    </message>
    <message>
        <source>Enter the password. A stored one stays only with the same address and user name.</source>
        <translation>Ange lösenordet. Ett sparat behålls bara med samma adress och användarnamn.</translation>
    </message>
    <message numerus="yes">
        <source>Connected: {count} order statuses in {time} ms.</source>
        <translation>
            <numerusform>Ansluten: 1 orderstatus på {time} ms.</numerusform>
            <numerusform>Ansluten: {count} orderstatusar på {time} ms.</numerusform>
        </translation>
        <extra-one>Connected: 1 order status in {time} ms.</extra-one>
    </message>
    <message>
        <source>Ongoing refused the login (status {status}). Check user name and password: they are those of Administration ⇒ API for goods owners.</source>
        <translation>Ongoing nekade inloggningen (status {status}). Kontrollera användarnamn och lösenord: de är de som finns i Administration ⇒ API for goods owners.</translation>
    </message>
    <message>
        <source>Ongoing does not know this address (status 404): nothing is there, or this system does not offer it.</source>
        <translation>Ongoing känner inte till adressen (status 404): det finns inget där, eller så erbjuder systemet det inte.</translation>
    </message>
    <message>
        <source>Ongoing asks to wait {seconds:g} s before the next request (status {status}).</source>
        <translation>Ongoing ber om {seconds:g} s väntan före nästa begäran (status {status}).</translation>
    </message>
    <message>
        <source>Ongoing asked to wait; the next request is possible in {seconds} s. Nothing was sent.</source>
        <translation>Ongoing bad om väntan; nästa begäran kan göras om {seconds} s. Inget skickades.</translation>
    </message>
    <message>
        <source>Ongoing’s gateway answered 500 “An error has occurred.” This can come from the way the request was sent and says nothing about user name and password. If every request is answered so, ask Ongoing’s support.</source>
        <translation>Ongoings gateway svarade 500 ”An error has occurred.” Det kan bero på hur begäran skickades och säger inget om användarnamn och lösenord. Om alla begäranden besvaras så, fråga Ongoings support.</translation>
    </message>
    <message>
        <source>Ongoing answered with status {status}{said}</source>
        <translation>Ongoing svarade med status {status}{said}</translation>
    </message>
    <message>
        <source>The server redirects to {host} (status {status}). Redirects are not followed, so that your password goes nowhere else. Correct the address.</source>
        <translation>Servern omdirigerar till {host} (status {status}). Omdirigeringar följs inte, så att ditt lösenord inte skickas någon annanstans. Rätta adressen.</translation>
    </message>
    <message>
        <source>Ongoing answered with status {status} and no content.</source>
        <translation>Ongoing svarade med status {status} och utan innehåll.</translation>
    </message>
    <message>
        <source>The answer (status {status}) is a web page and not JSON: “{said}”. Check the address; a proxy or a login page may have answered.</source>
        <translation>Svaret (status {status}) är en webbsida och inte JSON: ”{said}”. Kontrollera adressen; en proxy eller en inloggningssida kan ha svarat.</translation>
    </message>
    <message>
        <source>The answer (status {status}) is not JSON: “{said}”.</source>
        <translation>Svaret (status {status}) är inte JSON: ”{said}”.</translation>
    </message>
    <message>
        <source>The answer is larger than {megabytes} MB and was not read.</source>
        <translation>Svaret är större än {megabytes} MB och lästes inte.</translation>
    </message>
    <message>
        <source>The answer is nested deeper than {limit} levels and was not read.</source>
        <translation>Svaret är nästlat djupare än {limit} nivåer och lästes inte.</translation>
    </message>
    <message>
        <source>The answer does not have the documented shape: it should be {what}.</source>
        <translation>Svaret har inte den dokumenterade formen: det borde vara {what}.</translation>
    </message>
    <message>
        <source>The list has {count} entries; at most {most} are read.</source>
        <translation>Listan har {count} poster; högst {most} läses.</translation>
    </message>
    <message>
        <source>Ongoing has no such object.</source>
        <translation>Ongoing har inget sådant objekt.</translation>
    </message>
    <message>
        <source>Ongoing returned {count} objects where one was expected.</source>
        <translation>Ongoing lämnade {count} objekt där ett väntades.</translation>
    </message>
    <message>
        <source>Ongoing’s list ({what}) does not move on: the same rows come again. It was not read to its end.</source>
        <translation>Ongoings lista ({what}) går inte framåt: samma rader kommer igen. Den lästes inte till slutet.</translation>
    </message>
    <message>
        <source>Ongoing’s list ({what}) has more than {most} pages. Choose a shorter time span.</source>
        <translation>Ongoings lista ({what}) har fler än {most} sidor. Välj ett kortare tidsintervall.</translation>
    </message>
    <message>
        <source>Select an exchange first; then it can be looked up in Ongoing.</source>
        <translation>Markera först ett anrop; då kan det slås upp i Ongoing.</translation>
    </message>
    <message>
        <source>This exchange contains no payload of a known webhook, so there is nothing to look up.</source>
        <translation>Anropet innehåller ingen nyttolast från en känd webhook, så det finns inget att slå upp.</translation>
    </message>
    <message>
        <source>None of your systems has the code {system}, so it is not clear whom to ask.</source>
        <translation>Inget av dina system har koden {system}, så det är oklart vilket som ska tillfrågas.</translation>
    </message>
    <message>
        <source>Ongoing’s API cannot return anything by the ids in this payload ({family}).</source>
        <translation>Ongoings API kan inte lämna något efter de id:n som finns i nyttolasten ({family}).</translation>
    </message>
    <message>
        <source>Ongoing’s API has no resource for this kind of webhook.</source>
        <translation>Ongoings API har ingen resurs för det här slaget av webhook.</translation>
    </message>
    <message>
        <source>“{path}” is not a path of Ongoing’s API. It looks like /orders/70031.</source>
        <translation>”{path}” är ingen sökväg i Ongoings API. Den ser ut som /orders/70031.</translation>
    </message>
    <message>
        <source>Ongoing has no {what} with the number {number} for goods owner {owner}.</source>
        <translation>Ongoing har ingen {what} med numret {number} för varuägare {owner}.</translation>
    </message>
    <message>
        <source>The event is old: status {then} in the payload, {now} now.</source>
        <translation>Händelsen är gammal: status {then} i nyttolasten, {now} nu.</translation>
    </message>
    <message>
        <source>Everything that the payload says is still so.</source>
        <translation>Allt som nyttolasten anger stämmer fortfarande.</translation>
    </message>
    <message>
        <source>Asked Ongoing’s API for {path}.</source>
        <translation>Frågade Ongoings API efter {path}.</translation>
    </message>
    <message>
        <source>Nothing to do. The answer can contain personal data; exports replace it unless you choose otherwise.</source>
        <translation>Inget att göra. Svaret kan innehålla personuppgifter; de ersätts vid export om du inte väljer något annat.</translation>
    </message>
    <message>
        <source>Test the connection under “Connect to Ongoing”.</source>
        <translation>Testa anslutningen under ”Anslut till Ongoing”.</translation>
    </message>
    <message>
        <source>The {what} could not be read, so nothing is imported. {why}</source>
        <translation>Listan ({what}) kunde inte läsas, så inget importeras. {why}</translation>
    </message>
    <message>
        <source>This system does not offer the list of {what}.</source>
        <translation>Systemet erbjuder inte listan ({what}).</translation>
    </message>
    <message>
        <source>Enter your goods owners by number; then their names and transporters can be read.</source>
        <translation>Ange dina varuägare med nummer; då kan deras namn och transportörer läsas.</translation>
    </message>
    <message>
        <source>The list of {what} is empty.</source>
        <translation>Listan ({what}) är tom.</translation>
    </message>
    <message>
        <source>Transporters are read for the first {count} of {all} goods owners.</source>
        <translation>Transportörer läses för de första {count} av {all} varuägare.</translation>
    </message>
    <message>
        <source>Entry {place} of the list ({what}) has no valid number or name and is left out.</source>
        <translation>Post {place} i listan ({what}) har inget giltigt nummer eller namn och utelämnas.</translation>
    </message>
    <message>
        <source>{what} {key} is listed more than once; the first one counts.</source>
        <translation>{what} {key} finns mer än en gång i listan; den första räknas.</translation>
    </message>
    <message>
        <source>{added} added, {changed} changed, {left} left as they are.</source>
        <translation>{added} tillagda, {changed} ändrade, {left} lämnade som de är.</translation>
    </message>
    <message>
        <source>Would be imported: {added} added, {changed} changed, {left} left as they are.</source>
        <translation>Skulle importeras: {added} tillagda, {changed} ändrade, {left} lämnade som de är.</translation>
    </message>
    <message>
        <source>It has status {status}, but no event about that arrived.</source>
        <translation>Den har status {status}, men ingen händelse om det kom.</translation>
    </message>
    <message>
        <source>It has status {status}, but no event about that arrived. The webhook fires only for a change from {start}, and the status before is not known.</source>
        <translation>Den har status {status}, men ingen händelse om det kom. Webhooken utlöses bara av en ändring från {start}, och vilken status som gällde innan är inte känt.</translation>
    </message>
    <message>
        <source>It has been picked (status {status}), but no event about that arrived.</source>
        <translation>Den har plockats (status {status}), men ingen händelse om det kom.</translation>
    </message>
    <message>
        <source>It has been received (status {status}), but no event about that arrived.</source>
        <translation>Den har tagits emot (status {status}), men ingen händelse om det kom.</translation>
    </message>
    <message>
        <source>It was created in that time, but no event about it arrived.</source>
        <translation>Den skapades under den tiden, men ingen händelse om det kom.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was missed: {count} changes since {since} were compared with what arrived.</source>
        <translation>
            <numerusform>Inget missades: 1 ändring sedan {since} jämfördes med det som kom.</numerusform>
            <numerusform>Inget missades: {count} ändringar sedan {since} jämfördes med det som kom.</numerusform>
        </translation>
        <extra-one>Nothing was missed: 1 change since {since} was compared with what arrived.</extra-one>
    </message>
    <message numerus="yes">
        <source>Probably missed: {missed}. {count} changes since {since} were compared with what arrived.</source>
        <translation>
            <numerusform>Troligen missade: {missed}. 1 ändring sedan {since} jämfördes med det som kom.</numerusform>
            <numerusform>Troligen missade: {missed}. {count} ändringar sedan {since} jämfördes med det som kom.</numerusform>
        </translation>
        <extra-one>Probably missed: {missed}. 1 change since {since} was compared with what arrived.</extra-one>
    </message>
    <message>
        <source>Only the present status is known: what changed twice is listed once. Ongoing’s API looks back two days for changes.</source>
        <translation>Bara den nuvarande statusen är känd: det som ändrades två gånger visas en gång. Ongoings API ser två dygn tillbaka efter ändringar.</translation>
    </message>
    <message>
        <source>The time span is longer than two days; earlier changes may be missing.</source>
        <translation>Tidsintervallet är längre än två dygn; tidigare ändringar kan saknas.</translation>
    </message>
    <message>
        <source>No enabled webhook of this system is about orders or purchase orders.</source>
        <translation>Ingen aktiverad webhook i systemet gäller ordrar eller inköpsordrar.</translation>
    </message>
    <message>
        <source>This system does not offer this list over the API: {what}.</source>
        <translation>Systemet erbjuder inte den här listan genom API:et: {what}.</translation>
    </message>
    <message>
        <source>since the listener was last away</source>
        <translation>sedan lyssnaren senast var borta</translation>
    </message>
    <message>
        <source>since the last request</source>
        <translation>sedan den senaste begäran</translation>
    </message>
    <message>
        <source>the last two days, because no request is known</source>
        <translation>de senaste två dygnen, eftersom ingen begäran är känd</translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>som valt</translation>
    </message>
    <message>
        <source>Reconstructed: {number} has status {status} in Ongoing, but no event about that arrived.</source>
        <translation>Återskapad: {number} har status {status} i Ongoing, men ingen händelse om det kom.</translation>
    </message>
    <message>
        <source>Payloads of this type cannot be started from a real object: Ongoing’s API has none with a number.</source>
        <translation>Nyttolaster av den här typen kan inte utgå från ett verkligt objekt: Ongoings API har inget med nummer.</translation>
    </message>
    <message>
        <source>Several systems match “{name}”: {ids}.</source>
        <translation>Flera system passar ”{name}”: {ids}.</translation>
    </message>
    <message>
        <source>Give the id of an exchange, or --system and --path.</source>
        <translation>Ange ett anrops id, eller --system och --path.</translation>
    </message>
    <message>
        <source>“{value}” is not a valid time. Use a date and time, such as 2026-11-28T10:00, or -2h.</source>
        <translation>”{value}” är ingen giltig tid. Använd datum och klockslag, till exempel 2026-11-28T10:00, eller -2h.</translation>
    </message>
</context>
<context>
    <name>wording.texts.changes</name>
    <message>
        <source>system</source>
        <translation>system</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>slag</translation>
    </message>
    <message>
        <source>goods owners</source>
        <translation>varuägare</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>e-post</translation>
    </message>
    <message>
        <source>authentication</source>
        <translation>autentisering</translation>
    </message>
    <message>
        <source>user name</source>
        <translation>användarnamn</translation>
    </message>
    <message>
        <source>credential</source>
        <translation>inloggningsuppgift</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>byte</translation>
    </message>
    <message>
        <source>retry policy</source>
        <translation>omförsökspolicy</translation>
    </message>
    <message>
        <source>enabled</source>
        <translation>aktiverad</translation>
    </message>
    <message>
        <source>Ongoing’s number</source>
        <translation>Ongoings nummer</translation>
    </message>
    <message>
        <source>local target</source>
        <translation>lokalt mål</translation>
    </message>
    <message>
        <source>on refusal</source>
        <translation>vid nekande</translation>
    </message>
    <message>
        <source>keep raw credentials</source>
        <translation>behåll rå inloggning</translation>
    </message>
    <message>
        <source>other fields</source>
        <translation>övriga fält</translation>
    </message>
    <message>
        <source>entered in Ongoing</source>
        <translation>inmatad i Ongoing</translation>
    </message>
    <message>
        <source>test target</source>
        <translation>testets mål</translation>
    </message>
    <message>
        <source>test payload</source>
        <translation>testets nyttolast</translation>
    </message>
    <message>
        <source>type settings</source>
        <translation>typens inställningar</translation>
    </message>
    <message>
        <source>code</source>
        <translation>kod</translation>
    </message>
    <message>
        <source>statuses</source>
        <translation>statusar</translation>
    </message>
    <message>
        <source>transporters</source>
        <translation>transportörer</translation>
    </message>
    <message>
        <source>learned texts</source>
        <translation>inlärda texter</translation>
    </message>
    <message>
        <source>test options</source>
        <translation>testalternativ</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>demo</translation>
    </message>
    <message>
        <source>API user name</source>
        <translation>API-användarnamn</translation>
    </message>
    <message>
        <source>API password</source>
        <translation>API-lösenord</translation>
    </message>
    <message>
        <source>reply rules</source>
        <translation>svarsregler</translation>
    </message>
    <message>
        <source>switched on</source>
        <translation>påslagen</translation>
    </message>
    <message>
        <source>document {path}</source>
        <translation>dokument {path}</translation>
    </message>
    <message>
        <source>document {path} added</source>
        <translation>dokumentet {path} tillagt</translation>
    </message>
    <message>
        <source>document {path} changed</source>
        <translation>dokumentet {path} ändrat</translation>
    </message>
    <message>
        <source>document {path} removed</source>
        <translation>dokumentet {path} borttaget</translation>
    </message>
    <message>
        <source>goods owner {name}</source>
        <translation>varuägare {name}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nej</translation>
    </message>
    <message>
        <source>normal response</source>
        <translation>vanligt svar</translation>
    </message>
    <message>
        <source>401 response</source>
        <translation>svar 401</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>sparad</translation>
    </message>
    <message>
        <source>a different one</source>
        <translation>en annan</translation>
    </message>
    <message>
        <source>running</source>
        <translation>pågår</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>pågår inte</translation>
    </message>
    <message numerus="yes">
        <source>{count} characters</source>
        <translation>
            <numerusform>1 tecken</numerusform>
            <numerusform>{count} tecken</numerusform>
        </translation>
        <extra-one>1 character</extra-one>
    </message>
    <message>
        <source>the same values, written differently</source>
        <translation>samma värden, skrivna på annat sätt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>ändrad</translation>
    </message>
    <message>
        <source>{field} {before} → {after}</source>
        <translation>{field} {before} → {after}</translation>
    </message>
    <message>
        <source>{field} changed</source>
        <translation>{field} ändrat</translation>
    </message>
    <message>
        <source>credential replaced</source>
        <translation>inloggningsuppgift ersatt</translation>
    </message>
    <message>
        <source>credential stored</source>
        <translation>inloggningsuppgift sparad</translation>
    </message>
    <message>
        <source>credential removed</source>
        <translation>inloggningsuppgift borttagen</translation>
    </message>
    <message>
        <source>{name}: connection to Ongoing</source>
        <translation>{name}: anslutning till Ongoing</translation>
    </message>
    <message>
        <source>API password replaced</source>
        <translation>API-lösenord ersatt</translation>
    </message>
    <message>
        <source>API password stored</source>
        <translation>API-lösenord sparat</translation>
    </message>
    <message>
        <source>API password removed</source>
        <translation>API-lösenord borttaget</translation>
    </message>
    <message>
        <source>rotation started</source>
        <translation>byte startat</translation>
    </message>
    <message>
        <source>rotation ended</source>
        <translation>byte avslutat</translation>
    </message>
    <message>
        <source>Webhook “{name}” added</source>
        <translation>Webhooken ”{name}” tillagd</translation>
    </message>
    <message>
        <source>Webhook “{name}” deleted</source>
        <translation>Webhooken ”{name}” borttagen</translation>
    </message>
    <message>
        <source>System “{name}” added</source>
        <translation>Systemet ”{name}” tillagt</translation>
    </message>
    <message>
        <source>System “{name}” removed</source>
        <translation>Systemet ”{name}” borttaget</translation>
    </message>
    <message>
        <source>Adds webhook “{name}”</source>
        <translation>Lägger till webhooken ”{name}”</translation>
    </message>
    <message>
        <source>Deletes webhook “{name}”</source>
        <translation>Tar bort webhooken ”{name}”</translation>
    </message>
    <message>
        <source>Adds system “{name}”</source>
        <translation>Lägger till systemet ”{name}”</translation>
    </message>
    <message>
        <source>Removes system “{name}”</source>
        <translation>Tar bort systemet ”{name}”</translation>
    </message>
    <message>
        <source>goods owner {name} added</source>
        <translation>varuägare {name} tillagd</translation>
    </message>
    <message>
        <source>goods owner {name} removed</source>
        <translation>varuägare {name} borttagen</translation>
    </message>
    <message>
        <source>No visible change</source>
        <translation>Ingen synlig ändring</translation>
    </message>
    <message>
        <source>{name}: {fields} – changed again since then; left as now.</source>
        <translation>{name}: {fields} – ändrat igen sedan dess; lämnas som det är nu.</translation>
    </message>
    <message>
        <source>{name}: {fields} – changed again since then by “{label}” ({at}); left as now.</source>
        <translation>{name}: {fields} – ändrat igen sedan dess av ”{label}” ({at}); lämnas som det är nu.</translation>
    </message>
    <message>
        <source>{name}: its system was removed; restore that first.</source>
        <translation>{name}: dess system har tagits bort; återställ det först.</translation>
    </message>
    <message>
        <source>{name}: another one now has this name.</source>
        <translation>{name}: en annan har nu det namnet.</translation>
    </message>
    <message>
        <source>{name}: kept, because webhooks added later need it.</source>
        <translation>{name}: behålls, eftersom webhooks som lagts till senare behöver det.</translation>
    </message>
    <message>
        <source>Reply rule saved</source>
        <translation>Svarsregel sparad</translation>
    </message>
    <message>
        <source>Reply rule added</source>
        <translation>Svarsregel tillagd</translation>
    </message>
    <message>
        <source>Reply rule moved</source>
        <translation>Svarsregel flyttad</translation>
    </message>
    <message>
        <source>Reply rule switched on or off</source>
        <translation>Svarsregel påslagen eller avstängd</translation>
    </message>
    <message>
        <source>Reply rules removed</source>
        <translation>Svarsregler borttagna</translation>
    </message>
    <message>
        <source>API simulator changed</source>
        <translation>API-simulator ändrad</translation>
    </message>
    <message>
        <source>API simulator document saved</source>
        <translation>API-simulatorns dokument sparat</translation>
    </message>
    <message>
        <source>API simulator documents removed</source>
        <translation>API-simulatorns dokument borttagna</translation>
    </message>
    <message>
        <source>API simulator credential changed</source>
        <translation>API-simulatorns inloggningsuppgift ändrad</translation>
    </message>
    <message>
        <source>Demo system added</source>
        <translation>Demosystem tillagt</translation>
    </message>
    <message>
        <source>Demo system removed</source>
        <translation>Demosystem borttaget</translation>
    </message>
    <message>
        <source>Damaged settings restored</source>
        <translation>Skadade inställningar återställda</translation>
    </message>
    <message>
        <source>Settings imported</source>
        <translation>Inställningar importerade</translation>
    </message>
    <message>
        <source>Rotation ended</source>
        <translation>Byte avslutat</translation>
    </message>
    <message>
        <source>Rotation started</source>
        <translation>Byte startat</translation>
    </message>
    <message>
        <source>Webhook duplicated</source>
        <translation>Webhook duplicerad</translation>
    </message>
    <message>
        <source>Webhook deleted</source>
        <translation>Webhook borttagen</translation>
    </message>
    <message>
        <source>Marked “entered in Ongoing”</source>
        <translation>Markerad ”inmatad i Ongoing”</translation>
    </message>
    <message>
        <source>Test choices remembered</source>
        <translation>Testval sparade</translation>
    </message>
    <message>
        <source>Addresses changed to the tunnel’s new one</source>
        <translation>Adresser ändrade till tunnelns nya</translation>
    </message>
    <message>
        <source>Webhook saved</source>
        <translation>Webhook sparad</translation>
    </message>
    <message>
        <source>System added</source>
        <translation>System tillagt</translation>
    </message>
    <message>
        <source>System saved</source>
        <translation>System sparat</translation>
    </message>
    <message>
        <source>Goods owner added</source>
        <translation>Varuägare tillagd</translation>
    </message>
    <message>
        <source>System removed</source>
        <translation>System borttaget</translation>
    </message>
    <message>
        <source>Connection to Ongoing saved</source>
        <translation>Anslutning till Ongoing sparad</translation>
    </message>
    <message>
        <source>Imported from Ongoing</source>
        <translation>Importerat från Ongoing</translation>
    </message>
    <message>
        <source>Copied from another system</source>
        <translation>Kopierat från ett annat system</translation>
    </message>
    <message>
        <source>Learned from a capture</source>
        <translation>Inlärt av en inspelad begäran</translation>
    </message>
    <message>
        <source>Webhooks pasted</source>
        <translation>Webhooks inklistrade</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>Ångrat: {what}</translation>
    </message>
    <message>
        <source>Redone: {what}</source>
        <translation>Gjort om: {what}</translation>
    </message>
    <message>
        <source>Restored the state of {what}</source>
        <translation>Återställde läget från {what}</translation>
    </message>
    <message>
        <source>Restored a webhook from {what}</source>
        <translation>Återställde en webhook från {what}</translation>
    </message>
    <message>
        <source>an earlier change</source>
        <translation>en tidigare ändring</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Ändrad</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Ångra: {what}</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>Gör om: {what}</translation>
    </message>
    <message>
        <source>Undid: {what}.</source>
        <translation>Ångrade: {what}.</translation>
    </message>
    <message>
        <source>Redid: {what}.</source>
        <translation>Gjorde om: {what}.</translation>
    </message>
    <message>
        <source>change the settings</source>
        <translation>ändra inställningarna</translation>
    </message>
    <message>
        <source>change addresses to the tunnel’s new one</source>
        <translation>ändra adresser till tunnelns nya</translation>
    </message>
    <message>
        <source>save a reply rule</source>
        <translation>spara en svarsregel</translation>
    </message>
    <message>
        <source>add a reply rule</source>
        <translation>lägga till en svarsregel</translation>
    </message>
    <message>
        <source>move a reply rule</source>
        <translation>flytta en svarsregel</translation>
    </message>
    <message>
        <source>switch reply rules on or off</source>
        <translation>slå på eller av svarsregler</translation>
    </message>
    <message>
        <source>remove reply rules</source>
        <translation>ta bort svarsregler</translation>
    </message>
    <message>
        <source>change the API simulator</source>
        <translation>ändra API-simulatorn</translation>
    </message>
    <message>
        <source>save a document of the API simulator</source>
        <translation>spara ett dokument i API-simulatorn</translation>
    </message>
    <message>
        <source>remove documents of the API simulator</source>
        <translation>ta bort dokument i API-simulatorn</translation>
    </message>
    <message>
        <source>change the credential of the API simulator</source>
        <translation>ändra API-simulatorns inloggningsuppgift</translation>
    </message>
    <message>
        <source>add the demo system</source>
        <translation>lägga till demosystemet</translation>
    </message>
    <message>
        <source>remove the demo system</source>
        <translation>ta bort demosystemet</translation>
    </message>
    <message>
        <source>import settings</source>
        <translation>importera inställningar</translation>
    </message>
    <message>
        <source>start a rotation</source>
        <translation>starta ett byte av inloggningsuppgift</translation>
    </message>
    <message>
        <source>end a rotation</source>
        <translation>avsluta ett byte av inloggningsuppgift</translation>
    </message>
    <message>
        <source>duplicate webhooks</source>
        <translation>duplicera webhooks</translation>
    </message>
    <message>
        <source>enable webhooks</source>
        <translation>aktivera webhooks</translation>
    </message>
    <message>
        <source>disable webhooks</source>
        <translation>inaktivera webhooks</translation>
    </message>
    <message>
        <source>delete webhooks</source>
        <translation>ta bort webhooks</translation>
    </message>
    <message>
        <source>mark “entered in Ongoing”</source>
        <translation>markera ”inmatad i Ongoing”</translation>
    </message>
    <message>
        <source>save a webhook</source>
        <translation>spara en webhook</translation>
    </message>
    <message>
        <source>paste webhooks</source>
        <translation>klistra in webhooks</translation>
    </message>
    <message>
        <source>add a system</source>
        <translation>lägga till ett system</translation>
    </message>
    <message>
        <source>save a system</source>
        <translation>spara ett system</translation>
    </message>
    <message>
        <source>remove a system</source>
        <translation>ta bort ett system</translation>
    </message>
    <message>
        <source>add a goods owner</source>
        <translation>lägga till en varuägare</translation>
    </message>
    <message>
        <source>save a connection to Ongoing</source>
        <translation>spara en anslutning till Ongoing</translation>
    </message>
    <message>
        <source>import from Ongoing</source>
        <translation>importera från Ongoing</translation>
    </message>
    <message>
        <source>copy from another system</source>
        <translation>kopiera från ett annat system</translation>
    </message>
    <message>
        <source>learn from a capture</source>
        <translation>lära av en inspelad begäran</translation>
    </message>
    <message>
        <source>restore an earlier state</source>
        <translation>återställa ett tidigare läge</translation>
    </message>
    <message>
        <source>restore a webhook</source>
        <translation>återställa en webhook</translation>
    </message>
    <message numerus="yes">
        <source>delete {count} exchanges</source>
        <translation>
            <numerusform>ta bort 1 anrop</numerusform>
            <numerusform>ta bort {count} anrop</numerusform>
        </translation>
        <extra-one>delete 1 exchange</extra-one>
    </message>
    <message>
        <source>restore damaged settings</source>
        <translation>återställa skadade inställningar</translation>
    </message>
    <message numerus="yes">
        <source>restore {count} exchanges</source>
        <translation>
            <numerusform>återställa 1 anrop</numerusform>
            <numerusform>återställa {count} anrop</numerusform>
        </translation>
        <extra-one>restore 1 exchange</extra-one>
    </message>
    <message numerus="yes">
        <source>pin {count} exchanges</source>
        <translation>
            <numerusform>fästa 1 anrop</numerusform>
            <numerusform>fästa {count} anrop</numerusform>
        </translation>
        <extra-one>pin 1 exchange</extra-one>
    </message>
    <message numerus="yes">
        <source>unpin {count} exchanges</source>
        <translation>
            <numerusform>lossa 1 anrop</numerusform>
            <numerusform>lossa {count} anrop</numerusform>
        </translation>
        <extra-one>unpin 1 exchange</extra-one>
    </message>
    <message numerus="yes">
        <source>import {count} exchanges</source>
        <translation>
            <numerusform>importera 1 anrop</numerusform>
            <numerusform>importera {count} anrop</numerusform>
        </translation>
        <extra-one>import 1 exchange</extra-one>
    </message>
    <message>
        <source>change a note</source>
        <translation>ändra en anteckning</translation>
    </message>
    <message>
        <source>The webhooks are back, with their credentials.</source>
        <translation>Borttagna webhooks är tillbaka, med sina inloggningsuppgifter.</translation>
    </message>
    <message>
        <source>Only the earlier credential is used and accepted.</source>
        <translation>Bara den tidigare inloggningsuppgiften används och accepteras.</translation>
    </message>
    <message>
        <source>The old credential is accepted again.</source>
        <translation>Den gamla inloggningsuppgiften accepteras igen.</translation>
    </message>
    <message>
        <source>The demo system is back.</source>
        <translation>Demosystemet är tillbaka.</translation>
    </message>
    <message>
        <source>The system and its webhooks are as they were before.</source>
        <translation>Systemet och dess webhooks är som de var förut.</translation>
    </message>
    <message>
        <source>The system is back, with its webhooks and their credentials.</source>
        <translation>Systemet är tillbaka, med sina webhooks och deras inloggningsuppgifter.</translation>
    </message>
    <message>
        <source>The copies were removed, and the updated webhooks are as they were before.</source>
        <translation>Kopiorna togs bort, och uppdaterade webhooks är som de var förut.</translation>
    </message>
    <message>
        <source>The settings are as they were before you restored the earlier state.</source>
        <translation>Inställningarna är som de var innan du återställde det tidigare läget.</translation>
    </message>
    <message numerus="yes">
        <source>{count} of the exchanges were left as they are, because they were changed again or no longer exist.</source>
        <translation>
            <numerusform>1 av anropen lämnades som det är, eftersom det har ändrats igen eller inte längre finns.</numerusform>
            <numerusform>{count} av anropen lämnades som de är, eftersom de har ändrats igen eller inte längre finns.</numerusform>
        </translation>
        <extra-one>1 of the exchanges was left as it is, because it was changed again or no longer exists.</extra-one>
    </message>
    <message>
        <source>Stopped with {count} left; repeat it to continue.</source>
        <translation>Stoppad med {count} kvar; upprepa för att fortsätta.</translation>
    </message>
    <message>
        <source>Partly done: {what}</source>
        <translation>Delvis klart: {what}</translation>
    </message>
    <message>
        <source>Nothing could be restored: {what}</source>
        <translation>Inget kunde återställas: {what}</translation>
    </message>
    <message>
        <source>They were already deleted.</source>
        <translation>De var redan borttagna.</translation>
    </message>
    <message>
        <source>Stopped: {count} of {all} exchanges were deleted.</source>
        <translation>Stoppad: {count} av {all} anrop togs bort.</translation>
    </message>
    <message numerus="yes">
        <source>{count} exchanges were pinned.</source>
        <translation>
            <numerusform>1 anrop fästes.</numerusform>
            <numerusform>{count} anrop fästes.</numerusform>
        </translation>
        <extra-one>1 exchange was pinned.</extra-one>
    </message>
    <message numerus="yes">
        <source>{count} exchanges were unpinned.</source>
        <translation>
            <numerusform>1 anrop lossades.</numerusform>
            <numerusform>{count} anrop lossades.</numerusform>
        </translation>
        <extra-one>1 exchange was unpinned.</extra-one>
    </message>
    <message>
        <source>The note was changed.</source>
        <translation>Anteckningen ändrades.</translation>
    </message>
    <message>
        <source>Goods owner {before} gets the number {after}. These webhooks change with it: {names}.</source>
        <translation>Varuägare {before} får numret {after}. Dessa webhooks ändras också: {names}.</translation>
    </message>
    <message>
        <source>Goods owner {before} is removed. These webhooks lose it but stay: {names}.</source>
        <translation>Varuägare {before} tas bort. Dessa webhooks förlorar den men finns kvar: {names}.</translation>
    </message>
    <message>
        <source>Goods owner {before} is removed. These webhooks have no other goods owner and are removed too: {names}.</source>
        <translation>Varuägare {before} tas bort. Dessa webhooks har ingen annan varuägare och tas också bort: {names}.</translation>
    </message>
    <message>
        <source>Status {before} gets the number {after}. These webhooks use it: {names}.</source>
        <translation>Status {before} får numret {after}. Dessa webhooks använder den: {names}.</translation>
    </message>
    <message>
        <source>Status {before} is removed. These webhooks keep its number until you edit them: {names}.</source>
        <translation>Status {before} tas bort. Dessa webhooks behåller dess nummer tills du redigerar dem: {names}.</translation>
    </message>
    <message>
        <source>Transporter “{before}” becomes “{after}”. These webhooks use it: {names}.</source>
        <translation>Transportören ”{before}” blir ”{after}”. Dessa webhooks använder den: {names}.</translation>
    </message>
    <message>
        <source>Transporter “{before}” is removed. These webhooks keep it until you edit them: {names}.</source>
        <translation>Transportören ”{before}” tas bort. Dessa webhooks behåller den tills du redigerar dem: {names}.</translation>
    </message>
    <message>
        <source>This address does not contain the system's code “{code}”.</source>
        <translation>Adressen innehåller inte systemets kod ”{code}”.</translation>
    </message>
</context>
<context>
    <name>wording.texts.exchanges</name>
    <message>
        <source>Pasted or opened here; it was not received over the network.</source>
        <translation>Inklistrad eller öppnad här; den togs inte emot över nätverket.</translation>
    </message>
    <message>
        <source>Read from the file “{file}”; it was not received over the network here, so its sender was not checked.</source>
        <translation>Läst från filen ”{file}”; den togs inte emot över nätverket här, så avsändaren kontrollerades inte.</translation>
    </message>
    <message>
        <source>The file says: {said}.</source>
        <translation>Filen anger: {said}.</translation>
    </message>
    <message>
        <source>The request has no body, so it reports no event.</source>
        <translation>Begäran har inget innehåll, så den rapporterar ingen händelse.</translation>
    </message>
    <message>
        <source>The body was not read, so it is unknown whether it reports an event.</source>
        <translation>Innehållet lästes inte, så det är okänt om det rapporterar en händelse.</translation>
    </message>
    <message>
        <source>The body is too large to be examined, so it is unknown whether it reports an event.</source>
        <translation>Innehållet är för stort att granska, så det är okänt om det rapporterar en händelse.</translation>
    </message>
    <message>
        <source>The body could not be decoded within the limits, so it is unknown whether it reports an event.</source>
        <translation>Innehållet kunde inte avkodas inom gränserna, så det är okänt om det rapporterar en händelse.</translation>
    </message>
    <message>
        <source>The body is JSON but not an Ongoing payload, so it reports no event.</source>
        <translation>Innehållet är JSON men ingen nyttolast från Ongoing, så det rapporterar ingen händelse.</translation>
    </message>
    <message>
        <source>The body is not JSON, so it reports no event.</source>
        <translation>Innehållet är inte JSON, så det rapporterar ingen händelse.</translation>
    </message>
    <message>
        <source>The API simulator answered this request.</source>
        <translation>API-simulatorn besvarade begäran.</translation>
    </message>
    <message>
        <source>Goods owner {outside_scope} is outside the webhook's scope.</source>
        <translation>Varuägare {outside_scope} är utanför webhookens omfattning.</translation>
    </message>
    <message>
        <source>Status {status_not_chosen} is not selected in the webhook.</source>
        <translation>Status {status_not_chosen} är inte vald i webhooken.</translation>
    </message>
    <message>
        <source>The webhook is disabled here.</source>
        <translation>Webhooken är inaktiverad här.</translation>
    </message>
    <message>
        <source>Several webhooks match: {webhooks}.</source>
        <translation>Flera webhooks passar: {webhooks}.</translation>
    </message>
    <message>
        <source>A web page in a browser sent this, not Ongoing.</source>
        <translation>En webbsida i en webbläsare skickade detta, inte Ongoing.</translation>
    </message>
    <message>
        <source>The target contains non-ASCII characters that are not percent-encoded; some servers refuse that.</source>
        <translation>Målet innehåller tecken utanför ASCII som inte är procentkodade; vissa servrar nekar det.</translation>
    </message>
    <message>
        <source>The target contained bytes that are not UTF-8; they are shown percent-encoded.</source>
        <translation>Målet innehöll byte som inte är UTF-8; de visas procentkodade.</translation>
    </message>
    <message>
        <source>These fields followed the body, as trailers: {trailer_names}.</source>
        <translation>De här fälten följde efter innehållet, som trailers: {trailer_names}.</translation>
    </message>
    <message>
        <source>The Host header does not name this computer; a tunnel causes that, or an attack from a web page.</source>
        <translation>Huvudfältet Host anger inte den här datorn; det beror på en tunnel, eller på ett angrepp från en webbsida.</translation>
    </message>
    <message>
        <source>The credentials are those of another webhook, “{other}”.</source>
        <translation>Inloggningsuppgifterna hör till en annan webhook, ”{other}”.</translation>
    </message>
    <message>
        <source>The credentials are correct.</source>
        <translation>Inloggningsuppgifterna är rätt.</translation>
    </message>
    <message>
        <source>The credentials are the old ones, which remain accepted until you end the rotation.</source>
        <translation>Inloggningsuppgifterna är de gamla, som accepteras tills du avslutar bytet.</translation>
    </message>
    <message>
        <source>The webhook uses no authentication, so anyone could have sent this.</source>
        <translation>Webhooken använder ingen autentisering, så vem som helst kan ha skickat detta.</translation>
    </message>
    <message>
        <source>The webhook uses no authentication, yet credentials were sent; they were not checked.</source>
        <translation>Webhooken använder ingen autentisering, men inloggningsuppgifter skickades ändå; de kontrollerades inte.</translation>
    </message>
    <message>
        <source>The header {header} is missing, so the sender is unknown.</source>
        <translation>Huvudfältet {header} saknas, så avsändaren är okänd.</translation>
    </message>
    <message>
        <source>The credentials were sent as {got}, but the webhook uses {expected}.</source>
        <translation>Inloggningsuppgifterna skickades som {got}, men webhooken använder {expected}.</translation>
    </message>
    <message>
        <source>The header {header} was sent more than once, so it is unclear which one counts.</source>
        <translation>Huvudfältet {header} skickades mer än en gång, så det är oklart vilket som gäller.</translation>
    </message>
    <message>
        <source>No credential is stored for this webhook, so the received one could not be checked.</source>
        <translation>Inga inloggningsuppgifter är sparade för den här webhooken, så de mottagna kunde inte kontrolleras.</translation>
    </message>
    <message>
        <source>The keyring did not return the webhook's credential, so the received one could not be checked.</source>
        <translation>Nyckelringen lämnade inte ut webhookens inloggningsuppgift, så den mottagna kunde inte kontrolleras.</translation>
    </message>
    <message>
        <source>It is not the new credential, and the keyring did not return the old one, so it could not be checked.</source>
        <translation>Det är inte den nya inloggningsuppgiften, och nyckelringen lämnade inte ut den gamla, så den kunde inte kontrolleras.</translation>
    </message>
    <message>
        <source>This version does not know the webhook's authentication, so the credential could not be checked.</source>
        <translation>Den här versionen känner inte till webhookens autentisering, så inloggningsuppgiften kunde inte kontrolleras.</translation>
    </message>
    <message>
        <source>The credentials are correct for several webhooks that share this path: {webhooks}.</source>
        <translation>Inloggningsuppgifterna är rätt för flera webhooks med samma sökväg: {webhooks}.</translation>
    </message>
    <message>
        <source>Several webhooks that share this path use no authentication: {webhooks}.</source>
        <translation>Flera webhooks med samma sökväg använder ingen autentisering: {webhooks}.</translation>
    </message>
    <message>
        <source>Several webhooks share this path, and none of their credentials could be checked: {webhooks}.</source>
        <translation>Flera webhooks har samma sökväg, och ingen av deras inloggningsuppgifter kunde kontrolleras: {webhooks}.</translation>
    </message>
    <message>
        <source>The credentials match none of the webhooks that share this path: {webhooks}.</source>
        <translation>Inloggningsuppgifterna stämmer inte med någon av de webhooks som har samma sökväg: {webhooks}.</translation>
    </message>
    <message>
        <source>The API simulator checks no credential.</source>
        <translation>API-simulatorn kontrollerar inga inloggningsuppgifter.</translation>
    </message>
    <message>
        <source>No webhook has this path.</source>
        <translation>Ingen webhook har den här sökvägen.</translation>
    </message>
    <message>
        <source>An error in this program prevented the request from being checked; it was saved anyway.</source>
        <translation>Ett fel i programmet gjorde att begäran inte kunde kontrolleras; den sparades ändå.</translation>
    </message>
    <message>
        <source>The received data is not HTTP.</source>
        <translation>Mottagna data är inte HTTP.</translation>
    </message>
    <message>
        <source>This looks like HTTPS on the HTTP port; the address must begin with http://.</source>
        <translation>Det här ser ut som HTTPS på HTTP-porten; adressen måste börja med http://.</translation>
    </message>
    <message>
        <source>This is HTTP/2; the listener supports HTTP/1.1.</source>
        <translation>Det här är HTTP/2; lyssnaren stöder HTTP/1.1.</translation>
    </message>
    <message>
        <source>This looks like an SSH client on the HTTP port.</source>
        <translation>Det här ser ut som en SSH-klient på HTTP-porten.</translation>
    </message>
    <message>
        <source>The request begins with a PROXY protocol header. Turn that off in the proxy or load balancer: the listener does not support it.</source>
        <translation>Begäran börjar med ett PROXY-protokollhuvud. Stäng av det i proxyn eller lastbalanseraren: lyssnaren stöder det inte.</translation>
    </message>
    <message>
        <source>The request line is not “METHOD target HTTP/1.1” with single spaces in between.</source>
        <translation>Begäranderaden är inte ”METHOD target HTTP/1.1” med enkla blanksteg emellan.</translation>
    </message>
    <message>
        <source>The request line is longer than {limit} bytes.</source>
        <translation>Begäranderaden är längre än {limit} byte.</translation>
    </message>
    <message>
        <source>The request line has no HTTP version.</source>
        <translation>Begäranderaden har ingen HTTP-version.</translation>
    </message>
    <message>
        <source>The HTTP version is neither 1.0 nor 1.1.</source>
        <translation>HTTP-versionen är varken 1.0 eller 1.1.</translation>
    </message>
    <message>
        <source>CONNECT asks for a tunnel, which the listener does not offer.</source>
        <translation>CONNECT ber om en tunnel, vilket lyssnaren inte erbjuder.</translation>
    </message>
    <message>
        <source>The header contains a control character.</source>
        <translation>Huvudet innehåller ett styrtecken.</translation>
    </message>
    <message>
        <source>A line ends with LF alone instead of CR LF.</source>
        <translation>En rad slutar med bara LF i stället för CR LF.</translation>
    </message>
    <message>
        <source>A line contains a CR that does not end it.</source>
        <translation>En rad innehåller ett CR som inte avslutar den.</translation>
    </message>
    <message>
        <source>A header field continues on a second line, or the first one begins with a space.</source>
        <translation>Ett huvudfält fortsätter på en andra rad, eller så börjar det första med ett blanksteg.</translation>
    </message>
    <message>
        <source>A header line has no colon.</source>
        <translation>En huvudrad saknar kolon.</translation>
    </message>
    <message>
        <source>A header name contains a character that is not allowed, such as a space before the colon.</source>
        <translation>Ett huvudfälts namn innehåller ett otillåtet tecken, till exempel ett blanksteg före kolonet.</translation>
    </message>
    <message>
        <source>The header is longer than {limit} bytes or has more than {fields} fields.</source>
        <translation>Huvudet är längre än {limit} byte eller har fler än {fields} fält.</translation>
    </message>
    <message>
        <source>The Host header is missing, which HTTP/1.1 requires.</source>
        <translation>Huvudfältet Host saknas, vilket HTTP/1.1 kräver.</translation>
    </message>
    <message>
        <source>The Host header was sent more than once.</source>
        <translation>Huvudfältet Host skickades mer än en gång.</translation>
    </message>
    <message>
        <source>The Host header is not a valid host name.</source>
        <translation>Huvudfältet Host är inte ett giltigt värdnamn.</translation>
    </message>
    <message>
        <source>The Expect header asks for something other than 100-continue.</source>
        <translation>Huvudfältet Expect begär något annat än 100-continue.</translation>
    </message>
    <message>
        <source>The Content-Length is not a whole number of at most 20 plain digits.</source>
        <translation>Content-Length är inte ett heltal med högst 20 vanliga siffror.</translation>
    </message>
    <message>
        <source>The Content-Length was sent more than once.</source>
        <translation>Content-Length skickades mer än en gång.</translation>
    </message>
    <message>
        <source>The Transfer-Encoding is not “chunked”.</source>
        <translation>Transfer-Encoding är inte ”chunked”.</translation>
    </message>
    <message>
        <source>The Transfer-Encoding was sent more than once.</source>
        <translation>Transfer-Encoding skickades mer än en gång.</translation>
    </message>
    <message>
        <source>An HTTP/1.0 request has a Transfer-Encoding, so its end cannot be determined.</source>
        <translation>En HTTP/1.0-begäran har Transfer-Encoding, så dess slut kan inte avgöras.</translation>
    </message>
    <message>
        <source>The body is longer than {limit} bytes.</source>
        <translation>Innehållet är längre än {limit} byte.</translation>
    </message>
    <message>
        <source>The line before a chunk does not begin with a hexadecimal length, or has text after it without a semicolon.</source>
        <translation>Raden före en del börjar inte med en hexadecimal längd, eller har text efter den utan semikolon.</translation>
    </message>
    <message>
        <source>The line before a chunk is longer than {limit} bytes.</source>
        <translation>Raden före en del är längre än {limit} byte.</translation>
    </message>
    <message>
        <source>A chunk is not followed by CR LF at the end of its length.</source>
        <translation>En del följs inte av CR LF där dess längd tar slut.</translation>
    </message>
    <message>
        <source>The body was sent in chunks so small that their framing is larger than their data.</source>
        <translation>Innehållet skickades i så små delar att inramningen är större än deras data.</translation>
    </message>
    <message>
        <source>The header was not complete after {seconds:g} s.</source>
        <translation>Huvudet var inte fullständigt efter {seconds:g} s.</translation>
    </message>
    <message>
        <source>The body stalled: less than 1 KiB in {seconds:g} s.</source>
        <translation>Innehållet stannade av: under 1 KiB på {seconds:g} s.</translation>
    </message>
    <message>
        <source>All connections were in use and another sender was waiting. This request was the slowest, so its connection was closed.</source>
        <translation>Alla anslutningar användes och en annan avsändare väntade. Den här begäran var långsammast, så dess anslutning stängdes.</translation>
    </message>
    <message>
        <source>The connection ended before the request was complete.</source>
        <translation>Anslutningen tog slut innan begäran var fullständig.</translation>
    </message>
    <message>
        <source>The listener was stopped before the request was complete.</source>
        <translation>Lyssnaren stoppades innan begäran var fullständig.</translation>
    </message>
    <message>
        <source>{thing} {done}{when}</source>
        <translation>{thing} {done}{when}</translation>
    </message>
    <message>
        <source>{thing} of {owner}</source>
        <translation>{thing} för {owner}</translation>
    </message>
    <message>
        <source>something</source>
        <translation>något</translation>
    </message>
    <message>
        <source>got another status</source>
        <translation>fick en annan status</translation>
    </message>
    <message>
        <source>got status {state}</source>
        <translation>fick status {state}</translation>
    </message>
    <message>
        <source>got status {state} ({name})</source>
        <translation>fick status {state} ({name})</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>kl. {time}</translation>
    </message>
    <message>
        <source>on {date} at {time}</source>
        <translation>{date} kl. {time}</translation>
    </message>
    <message>
        <source>something happened to {thing}{when}; the payload does not say which trigger of “{family}” fired</source>
        <translation>något hände med {thing}{when}; nyttolasten anger inte vilken utlösare i ”{family}” det var</translation>
    </message>
    <message>
        <source>Sent to {host}: {what}</source>
        <translation>Skickat till {host}: {what}</translation>
    </message>
    <message>
        <source>the body does not name its trigger, so the webhook's is shown</source>
        <translation>innehållet anger inte sin utlösare, så webhookens visas</translation>
    </message>
    <message>
        <source>{which} attempt</source>
        <translation>{which} försöket</translation>
    </message>
    <message>
        <source>{which} arrival seen here</source>
        <translation>{which} ankomsten som setts här</translation>
    </message>
    <message>
        <source>the only arrival seen here</source>
        <translation>den enda ankomsten som setts här</translation>
    </message>
    <message>
        <source>imported from a file</source>
        <translation>importerad från en fil</translation>
    </message>
    <message>
        <source>An empty payload was pasted or opened here.</source>
        <translation>En tom nyttolast klistrades in eller öppnades här.</translation>
    </message>
    <message>
        <source>JSON that is not an Ongoing payload was pasted or opened here.</source>
        <translation>JSON som inte är en nyttolast från Ongoing klistrades in eller öppnades här.</translation>
    </message>
    <message>
        <source>A payload of {bytes} bytes, too large to be examined, was pasted or opened here.</source>
        <translation>En nyttolast på {bytes} byte, för stor att granska, klistrades in eller öppnades här.</translation>
    </message>
    <message>
        <source>{bytes} bytes that are not JSON were pasted or opened here.</source>
        <translation>{bytes} byte som inte är JSON klistrades in eller öppnades här.</translation>
    </message>
    <message>
        <source>Received data that is not a valid HTTP request.</source>
        <translation>Tog emot data som inte är en giltig HTTP-begäran.</translation>
    </message>
    <message>
        <source>Received a {method} request without a body for {path}.</source>
        <translation>Tog emot en {method}-begäran utan innehåll för {path}.</translation>
    </message>
    <message>
        <source>Received a {method} request for {path} with JSON that is not an Ongoing payload.</source>
        <translation>Tog emot en {method}-begäran för {path} med JSON som inte är en nyttolast från Ongoing.</translation>
    </message>
    <message>
        <source>Received a {method} request for {path} with {bytes} bytes that are not JSON.</source>
        <translation>Tog emot en {method}-begäran för {path} med {bytes} byte som inte är JSON.</translation>
    </message>
    <message>
        <source>Received a {method} request for {path}; its body was not read.</source>
        <translation>Tog emot en {method}-begäran för {path}; dess innehåll lästes inte.</translation>
    </message>
    <message>
        <source>Received a {method} request for {path} with {bytes} bytes, too large to be examined.</source>
        <translation>Tog emot en {method}-begäran för {path} med {bytes} byte, för stor att granska.</translation>
    </message>
    <message>
        <source>Sent a {method} request without a body to {host}.</source>
        <translation>Skickade en {method}-begäran utan innehåll till {host}.</translation>
    </message>
    <message>
        <source>Sent a {method} request to {host} with JSON that is not an Ongoing payload.</source>
        <translation>Skickade en {method}-begäran till {host} med JSON som inte är en nyttolast från Ongoing.</translation>
    </message>
    <message>
        <source>Sent a {method} request to {host} with {bytes} bytes that are not JSON.</source>
        <translation>Skickade en {method}-begäran till {host} med {bytes} byte som inte är JSON.</translation>
    </message>
    <message>
        <source>Sent a {method} request to {host} with {bytes} bytes.</source>
        <translation>Skickade en {method}-begäran till {host} med {bytes} byte.</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>Inget att göra.</translation>
    </message>
    <message>
        <source>If Ongoing sent it, check what lies between Ongoing and this computer: Ongoing sends a JSON payload with every event.</source>
        <translation>Om Ongoing skickade den, kontrollera vad som ligger mellan Ongoing och den här datorn: Ongoing skickar en JSON-nyttolast med varje händelse.</translation>
    </message>
    <message>
        <source>Anyone who knows the address can send this. Choose an authentication if it is reachable from outside.</source>
        <translation>Alla som känner till adressen kan skicka detta. Välj en autentisering om den kan nås utifrån.</translation>
    </message>
    <message>
        <source>Make both sides match: edit the webhook here, or enter its credential in Ongoing again.</source>
        <translation>Låt båda sidor stämma överens: redigera webhooken här, eller ange dess inloggningsuppgift igen i Ongoing.</translation>
    </message>
    <message>
        <source>Choose the same authentication on both sides: in Ongoing and in the webhook here.</source>
        <translation>Välj samma autentisering på båda sidor: i Ongoing och i webhooken här.</translation>
    </message>
    <message>
        <source>Edit the webhook and enter its credential; later requests can then be checked.</source>
        <translation>Redigera webhooken och ange dess inloggningsuppgift; då kan senare begäranden kontrolleras.</translation>
    </message>
    <message>
        <source>Create a webhook whose address has the path {path}, or assign this number to a webhook with “Learn from this” on the Check tab.</source>
        <translation>Skapa en webhook vars adress har sökvägen {path}, eller koppla numret till en webhook med ”Lär av detta” på fliken Kontroll.</translation>
    </message>
    <message>
        <source>If it was meant for a webhook here, give that webhook an address with the path {path}.</source>
        <translation>Om den var avsedd för en webhook här, ge webhooken en adress med sökvägen {path}.</translation>
    </message>
    <message>
        <source>Correct the sender; the Body tab shows the beginning of what was received.</source>
        <translation>Rätta avsändaren; fliken Innehåll visar början av det som togs emot.</translation>
    </message>
    <message>
        <source>The sender closed the connection before it received the response, so it counts this as failed and may try again.</source>
        <translation>Avsändaren stängde anslutningen innan svaret var framme, så den räknar detta som misslyckat och kan försöka igen.</translation>
    </message>
    <message>
        <source>The response was {status}, which Ongoing counts as a failure (assumed: {rule} counts).</source>
        <translation>Svaret var {status}, vilket Ongoing räknar som misslyckat (antaget: {rule} räknas).</translation>
    </message>
    <message>
        <source>Nothing to do: it was imported to be looked at.</source>
        <translation>Inget att göra: den importerades för att granskas.</translation>
    </message>
    <message>
        <source>Wait for the response; it is shown here as soon as it arrives.</source>
        <translation>Vänta på svaret; det visas här så snart det kommer.</translation>
    </message>
    <message>
        <source>The webhook it was sent for was deleted.</source>
        <translation>Webhooken som den skickades för har tagits bort.</translation>
    </message>
    <message>
        <source>Send it again to see the response.</source>
        <translation>Skicka den igen för att se svaret.</translation>
    </message>
    <message>
        <source>The payload does not match the documentation. Errors: {count}.</source>
        <translation>Nyttolasten stämmer inte med dokumentationen. Fel: {count}.</translation>
    </message>
    <message>
        <source>The body is not valid {coding}; byte {byte} cannot be read.</source>
        <translation>Innehållet är inte giltig {coding}; byte {byte} kan inte läsas.</translation>
    </message>
    <message>
        <source>The body is encoded in {coding}. JSON is exchanged as UTF-8, and receivers read only that.</source>
        <translation>Innehållet är kodat i {coding}. JSON utbyts som UTF-8, och mottagare läser bara det.</translation>
    </message>
    <message>
        <source>The body is not JSON: {what}, in line {line}, column {column}.</source>
        <translation>Innehållet är inte JSON: {what}, på rad {line}, kolumn {column}.</translation>
    </message>
    <message>
        <source>“{what}” is not a valid JSON number.</source>
        <translation>”{what}” är inte ett giltigt JSON-tal.</translation>
    </message>
    <message>
        <source>The body is nested too deeply for an Ongoing payload.</source>
        <translation>Innehållet är för djupt nästlat för en nyttolast från Ongoing.</translation>
    </message>
    <message>
        <source>The body begins with a byte order mark, which some receivers cannot read.</source>
        <translation>Innehållet börjar med en byteordningsmarkering, som vissa mottagare inte kan läsa.</translation>
    </message>
    <message>
        <source>The field “{name}” occurs twice; receivers differ in which one they use.</source>
        <translation>Fältet ”{name}” förekommer två gånger; det skiljer sig mellan mottagare vilket de använder.</translation>
    </message>
    <message>
        <source>The body is JSON but not an object, so it is not an Ongoing payload.</source>
        <translation>Innehållet är JSON men inget objekt, så det är ingen nyttolast från Ongoing.</translation>
    </message>
    <message>
        <source>No documented payload has these fields: a known webhook…Id is missing.</source>
        <translation>Ingen dokumenterad nyttolast har de här fälten: ett känt webhook…Id saknas.</translation>
    </message>
    <message>
        <source>This is a “{is}” payload, not a “{wanted}” payload.</source>
        <translation>Det här är en ”{is}”-nyttolast, inte en ”{wanted}”-nyttolast.</translation>
    </message>
    <message>
        <source>The payload says that “{is}” fired, not “{wanted}”.</source>
        <translation>Nyttolasten anger att ”{is}” utlöstes, inte ”{wanted}”.</translation>
    </message>
    <message>
        <source>Not documented. Ongoing may add fields without notice; a receiver should accept unknown ones.</source>
        <translation>Inte dokumenterat. Ongoing kan lägga till fält utan förvarning; en mottagare bör acceptera okända.</translation>
    </message>
    <message>
        <source>Unknown field. Did you mean “{name}”?</source>
        <translation>Okänt fält. Menade du ”{name}”?</translation>
    </message>
    <message>
        <source>Null, where the documentation shows {type} and no captured payload has null.</source>
        <translation>Null, där dokumentationen visar {type} och ingen inspelad nyttolast har null.</translation>
    </message>
    <message>
        <source>Wrong type: {got} instead of the documented {wanted}.</source>
        <translation>Fel typ: {got} i stället för dokumenterade {wanted}.</translation>
    </message>
    <message>
        <source>Not in the documented time format (2026-01-15T09:30:29.9324850).</source>
        <translation>Inte i det dokumenterade tidsformatet (2026-01-15T09:30:29.9324850).</translation>
    </message>
    <message>
        <source>Different time format: the documentation shows seven decimals and no zone; captured payloads also have a Z.</source>
        <translation>Annat tidsformat: dokumentationen visar sju decimaler och ingen zon; inspelade nyttolaster har även ett Z.</translation>
    </message>
    <message>
        <source>Not a two-letter country code.</source>
        <translation>Ingen landskod med två bokstäver.</translation>
    </message>
    <message>
        <source>Not a media type such as application/pdf.</source>
        <translation>Ingen medietyp som application/pdf.</translation>
    </message>
    <message>
        <source>Not a link that begins with http:// or https://.</source>
        <translation>Ingen länk som börjar med http:// eller https://.</translation>
    </message>
    <message>
        <source>The path does not match the payload's own fields: expected {wanted} (inferred).</source>
        <translation>Sökvägen stämmer inte med nyttolastens egna fält: väntade {wanted} (slutsats).</translation>
    </message>
    <message>
        <source>{value}, but at least {least:g} is expected.</source>
        <translation>{value}, men minst {least:g} väntas.</translation>
    </message>
    <message>
        <source>{value}, although “{title}” fires only at {least:g} or higher.</source>
        <translation>{value}, fast ”{title}” utlöses först vid {least:g} eller högre.</translation>
    </message>
    <message>
        <source>Not {wanted}, although “{title}” fired.</source>
        <translation>Inte {wanted}, fast ”{title}” utlöstes.</translation>
    </message>
    <message>
        <source>Same as {other}, although “{title}” says that it changed.</source>
        <translation>Samma som {other}, fast ”{title}” anger att det ändrades.</translation>
    </message>
    <message>
        <source>{count} of {names} are present, but “{title}” concerns exactly one.</source>
        <translation>{count} av {names} finns, men ”{title}” gäller exakt en.</translation>
    </message>
    <message>
        <source>Missing. Ongoing does not guarantee any field, so a receiver should not rely on it.</source>
        <translation>Saknas. Ongoing garanterar inget fält, så en mottagare bör inte förlita sig på det.</translation>
    </message>
    <message numerus="yes">
        <source>Learnt from {count} payloads. Open a field to see the exchange that had it first.</source>
        <translation>
            <numerusform>Inlärt från en nyttolast. Öppna ett fält för att se anropet som först hade det.</numerusform>
            <numerusform>Inlärt från {count} nyttolaster. Öppna ett fält för att se anropet som först hade det.</numerusform>
        </translation>
        <extra-one>Learnt from one payload. Open a field to see the exchange that had it first.</extra-one>
    </message>
    <message numerus="yes">
        <source>{count} received payloads have a new shape. The last one is of the type “{type}”.</source>
        <translation>
            <numerusform>En mottagen nyttolast av typen ”{type}” har en ny form.</numerusform>
            <numerusform>{count} mottagna nyttolaster har en ny form. Den senaste är av typen ”{type}”.</numerusform>
        </translation>
        <extra-one>A received payload of the type “{type}” has a new shape.</extra-one>
    </message>
    <message>
        <source>New shape: no earlier payload of this type had {path}. Its JSON type is {what}.</source>
        <translation>Ny form: ingen tidigare nyttolast av den här typen hade {path}. JSON-typen är {what}.</translation>
    </message>
    <message>
        <source>New shape: {path} has the JSON type {what} for the first time.</source>
        <translation>Ny form: {path} har JSON-typen {what} för första gången.</translation>
    </message>
    <message>
        <source>New shape: {path} has the value {what} for the first time.</source>
        <translation>Ny form: {path} har värdet {what} för första gången.</translation>
    </message>
    <message>
        <source>New shape: {path} is missing. All earlier payloads of this type had it.</source>
        <translation>Ny form: {path} saknas. Alla tidigare nyttolaster av den här typen hade det.</translation>
    </message>
    <message>
        <source>Missing, although every documented and captured payload has it.</source>
        <translation>Saknas, fast alla dokumenterade och inspelade nyttolaster har det.</translation>
    </message>
    <message>
        <source>Matches the documentation of {family}: {trigger}.</source>
        <translation>Stämmer med dokumentationen av {family}: {trigger}.</translation>
    </message>
    <message>
        <source>Matches the documentation of {family}; it does not say which trigger fired.</source>
        <translation>Stämmer med dokumentationen av {family}; den anger inte vilken utlösare det var.</translation>
    </message>
    <message>
        <source>Differences: {different}; ignored: {ignored}.</source>
        <translation>Skillnader: {different}; ignorerade: {ignored}.</translation>
    </message>
    <message>
        <source>A body is larger than 8 MB, so the bodies were only compared as a whole.</source>
        <translation>Ett innehåll är större än 8 MB, så innehållen jämfördes bara som helhet.</translation>
    </message>
    <message>
        <source>The bodies are not both JSON, so they were compared line by line.</source>
        <translation>Båda innehållen är inte JSON, så de jämfördes rad för rad.</translation>
    </message>
    <message>
        <source>The example contains placeholder values, so only field names and types were compared.</source>
        <translation>Exemplet innehåller platshållare, så bara fältnamn och typer jämfördes.</translation>
    </message>
</context>
<context>
    <name>wording.texts.files</name>
    <message>
        <source>{path} cannot be read: {why}.</source>
        <translation>{path} kan inte läsas: {why}.</translation>
    </message>
    <message>
        <source>{path} is larger than {limit_mib} MiB and was not read.</source>
        <translation>{path} är större än {limit_mib} MiB och lästes inte.</translation>
    </message>
    <message>
        <source>The file is not valid {coding} text (at byte {byte}). Nothing was imported.</source>
        <translation>Filen är inte giltig {coding}-text (vid byte {byte}). Inget importerades.</translation>
    </message>
    <message>
        <source>The file is not JSON: {what}, in line {line}, column {column}. Nothing was imported.</source>
        <translation>Filen är inte JSON: {what}, på rad {line}, kolumn {column}. Inget importerades.</translation>
    </message>
    <message>
        <source>The file is nested deeper than {limit} levels. Nothing was imported.</source>
        <translation>Filen är nästlad djupare än {limit} nivåer. Inget importerades.</translation>
    </message>
    <message>
        <source>{path}: this is not an Ongoing Desktop config file. Nothing was imported.</source>
        <translation>{path}: det här är ingen konfigurationsfil för Ongoing Desktop. Inget importerades.</translation>
    </message>
    <message>
        <source>{path}: version {version} is unknown; this program supports {known}. Nothing was imported.</source>
        <translation>{path}: version {version} är okänd; programmet stöder {known}. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} is missing. Nothing was imported.</source>
        <translation>{path} saknas. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} must be {shape}. Nothing was imported.</source>
        <translation>{path} måste vara {shape}. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} contains an invalid Unicode character. Nothing was imported.</source>
        <translation>{path} innehåller ett ogiltigt Unicode-tecken. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} is too large a number. Nothing was imported.</source>
        <translation>{path} är ett för stort tal. Inget importerades.</translation>
    </message>
    <message>
        <source>{path}: a config file must not contain secrets; remove it and use “credentials set”. Nothing was imported.</source>
        <translation>{path}: en konfigurationsfil får inte innehålla hemligheter; ta bort den och använd ”credentials set”. Inget importerades.</translation>
    </message>
    <message>
        <source>The key “{path}” occurs twice in one object. Nothing was imported.</source>
        <translation>Nyckeln ”{path}” förekommer två gånger i ett objekt. Inget importerades.</translation>
    </message>
    <message>
        <source>{what} is not a number that can be stored. Nothing was imported.</source>
        <translation>{what} är inget tal som kan sparas. Inget importerades.</translation>
    </message>
    <message>
        <source>{path}: authentication {scheme} does not use a user name. Nothing was imported.</source>
        <translation>{path}: autentiseringen {scheme} använder inget användarnamn. Inget importerades.</translation>
    </message>
    <message>
        <source>{path}: unknown authentication “{value}”; use {known}. Nothing was imported.</source>
        <translation>{path}: okänd autentisering ”{value}”; använd {known}. Inget importerades.</translation>
    </message>
    <message>
        <source>{path}: {what} Nothing was imported.</source>
        <translation>{path}: {what} Inget importerades.</translation>
    </message>
    <message>
        <source>{path} must be text of 1 to 200 characters. Nothing was imported.</source>
        <translation>{path} måste vara text med 1 till 200 tecken. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} occurs twice in the file. Nothing was imported.</source>
        <translation>{path} förekommer två gånger i filen. Inget importerades.</translation>
    </message>
    <message>
        <source>{path}: system “{name}” exists neither in the file nor here. Nothing was imported.</source>
        <translation>{path}: systemet ”{name}” finns varken i filen eller här. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} must be {shape}, so this is not a complete HAR file. Nothing was imported.</source>
        <translation>{path} måste vara {shape}, så det här är ingen fullständig HAR-fil. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} has more than {limit} entries. Nothing was imported.</source>
        <translation>{path} har fler än {limit} poster. Inget importerades.</translation>
    </message>
    <message>
        <source>This is not a cURL command. It must begin with curl.</source>
        <translation>Det här är inget cURL-kommando. Det måste börja med curl.</translation>
    </message>
    <message>
        <source>The cURL command is longer than {limit_mib} MiB and was not read.</source>
        <translation>cURL-kommandot är längre än {limit_mib} MiB och lästes inte.</translation>
    </message>
    <message>
        <source>The quotation mark in line {line}, column {column} of the cURL command is not closed.</source>
        <translation>Citattecknet på rad {line}, kolumn {column} i cURL-kommandot är inte stängt.</translation>
    </message>
    <message>
        <source>Line {line}, column {column}: only one plain cURL command can be read, without a second command or input from a file or another program.</source>
        <translation>Rad {line}, kolumn {column}: bara ett enda vanligt cURL-kommando kan läsas, utan ett andra kommando eller indata från en fil eller ett annat program.</translation>
    </message>
    <message>
        <source>Line {line}, column {column}: an &amp; outside quotation marks ends the command for the shell. Put the address in quotation marks.</source>
        <translation>Rad {line}, kolumn {column}: ett &amp; utanför citattecken avslutar kommandot för skalet. Sätt adressen inom citattecken.</translation>
    </message>
    <message>
        <source>Line {line}, column {column}: the shell expands braces outside quotation marks into several words. Put the text in quotation marks.</source>
        <translation>Rad {line}, kolumn {column}: skalet gör flera ord av klammerparenteser utanför citattecken. Sätt texten inom citattecken.</translation>
    </message>
    <message>
        <source>{option} contains the shell variable {name} (line {line}, column {column}), and variables are not looked up here. Replace it with its value.</source>
        <translation>{option} innehåller skalvariabeln {name} (rad {line}, kolumn {column}), och variabler slås inte upp här. Ersätt den med dess värde.</translation>
    </message>
    <message>
        <source>Line {line} of the cURL command contains a character that is not valid text (U+FDD0).</source>
        <translation>Rad {line} i cURL-kommandot innehåller ett tecken som inte är giltig text (U+FDD0).</translation>
    </message>
    <message>
        <source>cURL expands brackets and braces in an address into several addresses. Put a backslash before each, or add -g.</source>
        <translation>cURL gör flera adresser av hakparenteser och klammerparenteser i en adress. Sätt ett omvänt snedstreck före var och en, eller lägg till -g.</translation>
    </message>
    <message>
        <source>The cURL command's address uses {scheme}; only http and https are supported.</source>
        <translation>cURL-kommandots adress använder {scheme}; bara http och https stöds.</translation>
    </message>
    <message>
        <source>{option} (line {line}, column {column}) sends a multipart form, which is not supported. Use -d with the text of the body instead.</source>
        <translation>{option} (rad {line}, kolumn {column}) skickar ett flerdelat formulär (multipart), vilket inte stöds. Använd -d med innehållets text i stället.</translation>
    </message>
    <message>
        <source>The body in the cURL command is not text, so it cannot become a payload.</source>
        <translation>Innehållet i cURL-kommandot är inte text, så det kan inte bli en nyttolast.</translation>
    </message>
    <message>
        <source>The cURL command contains no address.</source>
        <translation>cURL-kommandot innehåller ingen adress.</translation>
    </message>
    <message>
        <source>The cURL command sends more than one request (line {line}, column {column}).</source>
        <translation>cURL-kommandot skickar mer än en begäran (rad {line}, kolumn {column}).</translation>
    </message>
    <message>
        <source>{option} reads from a file (line {line}, column {column}), which is not supported. Use the text itself instead.</source>
        <translation>{option} läser från en fil (rad {line}, kolumn {column}), vilket inte stöds. Använd själva texten i stället.</translation>
    </message>
    <message>
        <source>The cURL command ends where {option} needs a value (line {line}, column {column}).</source>
        <translation>cURL-kommandot slutar där {option} behöver ett värde (rad {line}, kolumn {column}).</translation>
    </message>
    <message>
        <source>The cURL option {option} (line {line}, column {column}) is not supported, so the command was not read.</source>
        <translation>cURL-alternativet {option} (rad {line}, kolumn {column}) stöds inte, så kommandot lästes inte.</translation>
    </message>
    <message>
        <source>{path} is unknown; it is kept but has no effect.</source>
        <translation>{path} är okänd; den behålls men har ingen verkan.</translation>
    </message>
    <message>
        <source>{path} is unknown; it is kept but has no effect. Did you mean “{meant}”?</source>
        <translation>{path} är okänd; den behålls men har ingen verkan. Menade du ”{meant}”?</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ett objekt</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>en lista</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>en text</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>ett tal</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>ett heltal</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true eller false</translation>
    </message>
    <message>
        <source>a list of name and value</source>
        <translation>en lista med namn och värde</translation>
    </message>
    <message>
        <source>request</source>
        <translation>begäran</translation>
    </message>
    <message>
        <source>response</source>
        <translation>svaret</translation>
    </message>
    <message>
        <source>The file is not valid JSON from byte {byte} on, so it is not a HAR file. Nothing was imported.</source>
        <translation>Filen är inte giltig JSON från byte {byte}, så det är ingen HAR-fil. Inget importerades.</translation>
    </message>
    <message>
        <source>{path} has changed since it was read. Import it again; nothing was imported.</source>
        <translation>{path} har ändrats sedan den lästes. Importera den igen; inget importerades.</translation>
    </message>
    <message numerus="yes">
        <source>None of the {count} entries can be imported. {first}</source>
        <translation>
            <numerusform>Den enda posten kan inte importeras. {first}</numerusform>
            <numerusform>Ingen av de {count} posterna kan importeras. {first}</numerusform>
        </translation>
        <extra-one>The only entry cannot be imported. {first}</extra-one>
    </message>
    <message>
        <source>The file is incomplete or damaged after the last entry below; the entries before can be imported.</source>
        <translation>Filen är ofullständig eller skadad efter den sista posten nedan; posterna före kan importeras.</translation>
    </message>
    <message>
        <source>Entry {entry} will be left out: {what}</source>
        <translation>Post {entry} utelämnas: {what}</translation>
    </message>
    <message>
        <source>Entry {entry}: {what}</source>
        <translation>Post {entry}: {what}</translation>
    </message>
    <message>
        <source>it must be {shape}.</source>
        <translation>den måste vara {shape}.</translation>
    </message>
    <message>
        <source>it is not JSON.</source>
        <translation>den är inte JSON.</translation>
    </message>
    <message>
        <source>it is not UTF-8 text.</source>
        <translation>den är inte UTF-8-text.</translation>
    </message>
    <message>
        <source>it is nested deeper than {limit} levels.</source>
        <translation>den är nästlad djupare än {limit} nivåer.</translation>
    </message>
    <message>
        <source>it is larger than {limit_mib} MiB.</source>
        <translation>den är större än {limit_mib} MiB.</translation>
    </message>
    <message>
        <source>its field “{part}” is missing or has the wrong type.</source>
        <translation>dess fält ”{part}” saknas eller har fel typ.</translation>
    </message>
    <message>
        <source>“{scheme}:” is not a network request.</source>
        <translation>”{scheme}:” är ingen nätverksbegäran.</translation>
    </message>
    <message>
        <source>its time (startedDateTime) cannot be read, and no entry before it has one.</source>
        <translation>dess tid (startedDateTime) kan inte läsas, och ingen post före den har någon.</translation>
    </message>
    <message>
        <source>its time (startedDateTime) cannot be read; the time of the entry before it, or of the file, is used.</source>
        <translation>dess tid (startedDateTime) kan inte läsas; tiden för posten före, eller för filen, används.</translation>
    </message>
    <message>
        <source>its duration (time) is not a number, so none is shown.</source>
        <translation>dess varaktighet (time) är inget tal, så ingen visas.</translation>
    </message>
    <message>
        <source>it has no response, so it counts as failed.</source>
        <translation>den har inget svar, så den räknas som misslyckad.</translation>
    </message>
    <message>
        <source>the headers of the {side} are not a list and are left out.</source>
        <translation>huvudfälten i {side} är ingen lista och utelämnas.</translation>
    </message>
    <message>
        <source>a header of the {side} has no name or is not text, and is left out.</source>
        <translation>ett huvudfält i {side} har inget namn eller är inte text, och utelämnas.</translation>
    </message>
    <message>
        <source>the value of the header “{name}” of the {side} is not text; it is converted as far as possible.</source>
        <translation>värdet av huvudfältet ”{name}” i {side} är inte text; det omvandlas så långt det går.</translation>
    </message>
    <message>
        <source>the body of the {side} is given as JSON instead of text, so its spaces and line breaks differ from those sent.</source>
        <translation>innehållet i {side} anges som JSON i stället för text, så dess blanksteg och radbrytningar skiljer sig från det som skickades.</translation>
    </message>
    <message>
        <source>the body of the {side} is marked as base64 but is not valid base64, so it is left out.</source>
        <translation>innehållet i {side} är märkt som base64 men är inte giltig base64, så det utelämnas.</translation>
    </message>
    <message>
        <source>the body of the {side} is a multipart form whose files are not in the HAR file, so it cannot be rebuilt.</source>
        <translation>innehållet i {side} är ett flerdelat formulär vars filer inte finns i HAR-filen, så det kan inte återskapas.</translation>
    </message>
    <message>
        <source>the body of the {side} is given as parameters, but its type is not a form, so it cannot be rebuilt.</source>
        <translation>innehållet i {side} anges som parametrar, men typen är inget formulär, så det kan inte återskapas.</translation>
    </message>
    <message>
        <source>No complete response was received. The file says: {what}</source>
        <translation>Inget fullständigt svar togs emot. Filen anger: {what}</translation>
    </message>
    <message>
        <source>No response was received, and the file does not say why.</source>
        <translation>Inget svar togs emot, och filen anger inte varför.</translation>
    </message>
    <message>
        <source>The file has no response for it: it was interrupted, or no response was received.</source>
        <translation>Filen har inget svar på den: den avbröts, eller så togs inget svar emot.</translation>
    </message>
    <message>
        <source>The export would contain a stored password or token: {places}. Nothing was written.</source>
        <translation>Exporten skulle innehålla ett sparat lösenord eller en sparad token: {places}. Inget skrevs.</translation>
    </message>
    <message>
        <source>Even with masking, the file would contain a stored password or token: {places}. Nothing was written.</source>
        <translation>Även med maskering skulle filen innehålla ett sparat lösenord eller en sparad token: {places}. Inget skrevs.</translation>
    </message>
    <message>
        <source>Add --mask to replace it with [redacted].</source>
        <translation>Lägg till --mask för att ersätta det med [redacted].</translation>
    </message>
    <message numerus="yes">
        <source>The keyring did not return {count} stored credentials, so the export could not be checked for them.</source>
        <translation>
            <numerusform>Nyckelringen lämnade inte ut 1 sparad inloggningsuppgift, så exporten kunde inte genomsökas efter den.</numerusform>
            <numerusform>Nyckelringen lämnade inte ut {count} sparade inloggningsuppgifter, så exporten kunde inte genomsökas efter dem.</numerusform>
        </translation>
        <extra-one>The keyring did not return 1 stored credential, so the export could not be checked for it.</extra-one>
    </message>
    <message>
        <source>The export was cancelled; no file was kept.</source>
        <translation>Exporten avbröts; ingen fil behölls.</translation>
    </message>
    <message>
        <source>{format} can contain only one exchange; choose one, or another format. Nothing was written.</source>
        <translation>{format} kan bara innehålla ett anrop; välj ett, eller ett annat format. Inget skrevs.</translation>
    </message>
    <message>
        <source>Not documented, so their values are replaced as text: {members}. “history export --preview” shows examples.</source>
        <translation>Inte dokumenterade, så deras värden ersätts som text: {members}. ”history export --preview” visar exempel.</translation>
    </message>
    <message>
        <source>(not documented, treated as text)</source>
        <translation>(inte dokumenterad, behandlas som text)</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was written. Exchanges that were looked through: {count}.</source>
        <translation>
            <numerusform>Inget skrevs. Ett anrop söktes igenom.</numerusform>
            <numerusform>Inget skrevs. Anrop som söktes igenom: {count}.</numerusform>
        </translation>
        <extra-one>Nothing was written. One exchange was looked through.</extra-one>
    </message>
    <message>
        <source>Exchanges added, marked as imported: {count}.</source>
        <translation>Tillagda anrop, märkta som importerade: {count}.</translation>
    </message>
    <message>
        <source>Nothing was added. Exchanges in the file: {count}, from {first} to {last}.</source>
        <translation>Inget lades till. Anrop i filen: {count}, från {first} till {last}.</translation>
    </message>
    <message>
        <source>The import was cancelled; nothing was added.</source>
        <translation>Importen avbröts; inget lades till.</translation>
    </message>
    <message>
        <source>Entries that were left out: {left_out}; imported with something doubtful: {doubtful}.</source>
        <translation>Poster som utelämnades: {left_out}; importerade med något tveksamt: {doubtful}.</translation>
    </message>
    <message>
        <source>… and more that are not listed.</source>
        <translation>… och fler som inte visas.</translation>
    </message>
    <message>
        <source>The file contains no exchange.</source>
        <translation>Filen innehåller inga anrop.</translation>
    </message>
    <message>
        <source>{path} was written. Look through it before you pass it on.</source>
        <translation>{path} skrevs. Titta igenom den innan du lämnar den vidare.</translation>
    </message>
    <message>
        <source>No exchange matches, so nothing was written.</source>
        <translation>Inga anrop matchar, så inget skrevs.</translation>
    </message>
</context>
<context>
    <name>wording.texts.listener</name>
    <message>
        <source>It works: the request arrived here unchanged after {ms} ms.</source>
        <translation>Det fungerar: begäran kom hit oförändrad efter {ms} ms.</translation>
    </message>
    <message>
        <source>A request arrived, but it was changed on the way.</source>
        <translation>En begäran kom, men den ändrades på vägen.</translation>
    </message>
    <message>
        <source>Something answered with {status}, but nothing arrived here: the address has the wrong target. Does the tunnel forward to the listener's port?</source>
        <translation>Något svarade med {status}, men inget kom hit: adressen har fel mål. Leder tunneln till lyssnarens port?</translation>
    </message>
    <message>
        <source>The listener is not running. Start it first.</source>
        <translation>Lyssnaren är inte igång. Starta den först.</translation>
    </message>
    <message>
        <source>Enter the command that starts the tunnel.</source>
        <translation>Ange kommandot som startar tunneln.</translation>
    </message>
    <message>
        <source>The command has an opening quote without a closing one.</source>
        <translation>Kommandot har ett inledande citattecken utan ett avslutande.</translation>
    </message>
    <message>
        <source>The command is too long, or has more than one line.</source>
        <translation>Kommandot är för långt eller har mer än en rad.</translation>
    </message>
    <message>
        <source>Replace “{placeholder}” in the command by the name of your own server.</source>
        <translation>Ersätt ”{placeholder}” i kommandot med namnet på din egen server.</translation>
    </message>
    <message>
        <source>Remove {option}: every program of this computer can read a command line. Keep the secret in the tunnel program’s own configuration.</source>
        <translation>Ta bort {option}: alla program på datorn kan läsa en kommandorad. Spara hemligheten i tunnelprogrammets egen konfiguration.</translation>
    </message>
    <message>
        <source>“{program}” was not found on this computer. Install it, or enter its full path in the command.</source>
        <translation>”{program}” hittades inte på den här datorn. Installera det eller ange hela sökvägen i kommandot.</translation>
    </message>
    <message>
        <source>“{program}” could not be started. Is it a program that this user may run?</source>
        <translation>”{program}” kunde inte startas. Är det ett program som den här användaren får köra?</translation>
    </message>
    <message>
        <source>The program has not shown an address yet. Look at its output; if it shows none, enter the address.</source>
        <translation>Programmet har inte visat någon adress än. Titta i dess utdata; ange adressen om den inte visas där.</translation>
    </message>
    <message>
        <source>The tunnel was ended because of an error in this program. The log has the details.</source>
        <translation>Tunneln avslutades på grund av ett fel i det här programmet. Detaljerna finns i loggen.</translation>
    </message>
    <message>
        <source>{program} ended with exit code {exit}, without a message.</source>
        <translation>{program} avslutades med slutkod {exit}, utan meddelande.</translation>
    </message>
    <message>
        <source>{program} ended with exit code {exit}. Its last line: {line}</source>
        <translation>{program} avslutades med slutkod {exit}. Sista raden: {line}</translation>
    </message>
    <message>
        <source>The listener was not running from {since} to {until}. Requests sent in that time could not be received.</source>
        <translation>Lyssnaren var inte igång från {since} till {until}. Begäranden som skickades under tiden kunde inte tas emot.</translation>
    </message>
    <message>
        <source>The computer slept, or the listener was suspended, from {since} to {until}. Requests sent in that time could not be received.</source>
        <translation>Datorn var i viloläge, eller lyssnaren pausad, från {since} till {until}. Begäranden som skickades under tiden kunde inte tas emot.</translation>
    </message>
    <message>
        <source>Ongoing repeats a failed request only if its webhook has a retry policy other than None, and only for as long as that policy lasts (assumed). Check in Ongoing what else happened in that time.</source>
        <translation>Ongoing upprepar en misslyckad begäran bara om dess webhook har en annan omförsökspolicy än Ingen, och bara så länge som den policyn räcker (antaget). Kontrollera i Ongoing vad mer som hände under tiden.</translation>
    </message>
    <message>
        <source>Enter a numeric address of this computer to listen on, such as 192.168.1.20.</source>
        <translation>Ange en numerisk adress på den här datorn att lyssna på, till exempel 192.168.1.20.</translation>
    </message>
    <message>
        <source>Enter a value from {least} to {most} {unit}.</source>
        <translation>Ange ett värde från {least} till {most} {unit}.</translation>
    </message>
    <message>
        <source>Reachable from other computers: anyone who can reach this address can send requests.</source>
        <translation>Kan nås från andra datorer: alla som når adressen kan skicka begäranden.</translation>
    </message>
    <message>
        <source>Listening on {url}, reachable from this computer only. Press Ctrl+C to stop.</source>
        <translation>Lyssnar på {url}, kan bara nås från den här datorn. Tryck på Ctrl+C för att stoppa.</translation>
    </message>
    <message>
        <source>Listening on {url}. Press Ctrl+C to stop.</source>
        <translation>Lyssnar på {url}. Tryck på Ctrl+C för att stoppa.</translation>
    </message>
    <message>
        <source>The listening address is empty. Enter one, such as 127.0.0.1, or 0.0.0.0 for all addresses of this computer.</source>
        <translation>Adressen att lyssna på är tom. Ange en, till exempel 127.0.0.1, eller 0.0.0.0 för datorns alla adresser.</translation>
    </message>
    <message>
        <source>The address {host} is reachable from other computers: anyone who can reach it can send requests.</source>
        <translation>Adressen {host} kan nås från andra datorer: alla som når den kan skicka begäranden.</translation>
    </message>
    <message>
        <source>Port {port} is in use by another program. Close that program, or choose another port: {free} is free.</source>
        <translation>Port {port} används av ett annat program. Stäng det, eller välj en annan port: {free} är ledig.</translation>
    </message>
    <message>
        <source>Port {port} is in use by another listener of this data folder (process {pid}). Use that one, or choose another port: {free} is free.</source>
        <translation>Port {port} används av en annan lyssnare för samma datamapp (process {pid}). Använd den, eller välj en annan port: {free} är ledig.</translation>
    </message>
    <message>
        <source>Another program uses port {port}; this program's listener does not. Nothing was sent. Start the listener on another port.</source>
        <translation>Ett annat program använder port {port}; det gör inte programmets lyssnare. Inget skickades. Starta lyssnaren på en annan port.</translation>
    </message>
    <message>
        <source>This program's listener on port {port} uses {scheme}: change the address to {scheme}://.</source>
        <translation>Programmets lyssnare på port {port} använder {scheme}: ändra adressen till {scheme}://.</translation>
    </message>
    <message>
        <source>Another program on port {port} answered, not this program's listener.</source>
        <translation>Ett annat program på port {port} svarade, inte programmets lyssnare.</translation>
    </message>
    <message>
        <source>{port} is not a valid port. Enter a number from 0 to 65535.</source>
        <translation>{port} är ingen giltig port. Ange ett tal från 0 till 65535.</translation>
    </message>
    <message>
        <source>This user may not listen on port {port}. Choose a port from 1024 to 65535.</source>
        <translation>Den här användaren får inte lyssna på port {port}. Välj en port från 1024 till 65535.</translation>
    </message>
    <message>
        <source>The listener cannot use the address {host}: {why}.</source>
        <translation>Lyssnaren kan inte använda adressen {host}: {why}.</translation>
    </message>
    <message>
        <source>The listener could not be started: {why}.</source>
        <translation>Lyssnaren kunde inte startas: {why}.</translation>
    </message>
    <message>
        <source>The listener is running but does not respond.</source>
        <translation>Lyssnaren är igång men svarar inte.</translation>
    </message>
    <message>
        <source>The program is closing, so the listener was not started.</source>
        <translation>Programmet stängs, så lyssnaren startades inte.</translation>
    </message>
    <message>
        <source>The listener stopped unexpectedly. Start it again; all answered requests are saved.</source>
        <translation>Lyssnaren stoppades oväntat. Starta den igen; alla besvarade begäranden är sparade.</translation>
    </message>
    <message>
        <source>A line of --credentials-stdin is not {{"webhook": …, "username": …, "secret": …}} as JSON.</source>
        <translation>En rad i --credentials-stdin är inte {{"webhook": …, "username": …, "secret": …}} som JSON.</translation>
    </message>
    <message>
        <source>The method is a single word such as POST, of at most {limit} characters.</source>
        <translation>Metoden är ett enda ord som POST, med högst {limit} tecken.</translation>
    </message>
    <message>
        <source>It would have answered {count} of the last {tried} requests received. The newest is {request} at {at}.</source>
        <translation>Den skulle ha besvarat {count} av de senaste {tried} mottagna begärandena. Den nyaste är {request} {at}.</translation>
    </message>
    <message>
        <source>It would have answered none of the last {tried} requests received.</source>
        <translation>Den skulle inte ha besvarat någon av de senaste {tried} mottagna begärandena.</translation>
    </message>
    <message numerus="yes">
        <source>{count} more match, but an earlier rule would have answered them.</source>
        <translation>
            <numerusform>En till passar, men en tidigare regel skulle ha besvarat den.</numerusform>
            <numerusform>{count} till passar, men en tidigare regel skulle ha besvarat dem.</numerusform>
        </translation>
        <extra-one>One more matches, but an earlier rule would have answered it.</extra-one>
    </message>
    <message>
        <source>A condition on a header is its name, or name and value such as “X-Trace: 47*”.</source>
        <translation>Ett villkor för ett huvudfält är dess namn, eller namn och värde som ”X-Trace: 47*”.</translation>
    </message>
    <message>
        <source>The value of a header that carries a credential cannot be a condition. Use the verdict instead.</source>
        <translation>Värdet av ett huvudfält med en inloggningsuppgift kan inte vara ett villkor. Använd bedömningen i stället.</translation>
    </message>
    <message>
        <source>A condition on the body begins with the path of a member, such as “orderStatus.number:&gt;=400” or “consignee.name:Anna*”.</source>
        <translation>Ett villkor för innehållet börjar med sökvägen till ett fält, till exempel ”orderStatus.number:&gt;=400” eller ”consignee.name:Anna*”.</translation>
    </message>
    <message>
        <source>The number of requests is from 1 to {limit}.</source>
        <translation>Antalet begäranden är från 1 till {limit}.</translation>
    </message>
    <message>
        <source>The path begins with a slash, contains no spaces and no “?”, and may end with one “*”.</source>
        <translation>Sökvägen börjar med ett snedstreck, innehåller varken blanksteg eller ”?” och får sluta med ett ”*”.</translation>
    </message>
    <message>
        <source>The webhook of this rule no longer exists.</source>
        <translation>Regelns webhook finns inte längre.</translation>
    </message>
    <message>
        <source>This is longer than {limit} characters.</source>
        <translation>Det här är längre än {limit} tecken.</translation>
    </message>
    <message>
        <source>The file contains more than {limit} reply rules.</source>
        <translation>Filen innehåller fler än {limit} svarsregler.</translation>
    </message>
    <message>
        <source>“{value}” is not a verdict that a rule can match.</source>
        <translation>”{value}” är ingen bedömning som en regel kan använda.</translation>
    </message>
    <message>
        <source>“{value}” is neither repeat nor normal.</source>
        <translation>”{value}” är varken repeat eller normal.</translation>
    </message>
    <message>
        <source>A rule has one to {limit} steps.</source>
        <translation>En regel har ett till {limit} steg.</translation>
    </message>
    <message>
        <source>“{value}” is not a kind of step.</source>
        <translation>”{value}” är inget slags steg.</translation>
    </message>
    <message>
        <source>Enter a delay from 0 to {limit} milliseconds.</source>
        <translation>Ange en fördröjning från 0 till {limit} millisekunder.</translation>
    </message>
    <message>
        <source>The longest delay must not be shorter than the shortest one.</source>
        <translation>Den längsta fördröjningen får inte vara kortare än den kortaste.</translation>
    </message>
    <message>
        <source>Before the body is read, the connection can only be closed or reset, without a delay.</source>
        <translation>Innan innehållet läses kan anslutningen bara stängas eller brytas, utan fördröjning.</translation>
    </message>
    <message>
        <source>Enter a status from 100 to 599, except 101.</source>
        <translation>Ange en status från 100 till 599, utom 101.</translation>
    </message>
    <message>
        <source>A response with status {status} cannot have a body.</source>
        <translation>Ett svar med status {status} kan inte ha något innehåll.</translation>
    </message>
    <message>
        <source>The body contains an invalid Unicode character and cannot be sent.</source>
        <translation>Innehållet har ett ogiltigt Unicode-tecken och kan inte skickas.</translation>
    </message>
    <message>
        <source>At most {limit} headers are allowed.</source>
        <translation>Högst {limit} huvudfält är tillåtna.</translation>
    </message>
    <message>
        <source>A header name is a single word of letters, digits and characters such as “-”.</source>
        <translation>Ett huvudfälts namn är ett enda ord av bokstäver, siffror och tecken som ”-”.</translation>
    </message>
    <message>
        <source>The header {name} is set by the listener itself.</source>
        <translation>Huvudfältet {name} anges av lyssnaren själv.</translation>
    </message>
    <message>
        <source>The value of {name} contains a line break, a control character, a space at its end or a character outside Latin-1, or is too long.</source>
        <translation>Värdet av {name} innehåller en radbrytning, ett styrtecken, ett blanksteg i slutet eller ett tecken utanför Latin-1, eller är för långt.</translation>
    </message>
    <message>
        <source>There is no preset “{value}”.</source>
        <translation>Det finns ingen förinställning ”{value}”.</translation>
    </message>
    <message>
        <source>Not answered, because of the rule.</source>
        <translation>Inte besvarad, på grund av regeln.</translation>
    </message>
    <message>
        <source>Closed without a response, because of the rule.</source>
        <translation>Stängd utan svar, på grund av regeln.</translation>
    </message>
    <message>
        <source>Reset without a response, because of the rule.</source>
        <translation>Bruten utan svar, på grund av regeln.</translation>
    </message>
    <message>
        <source>Too many requests were waiting for a response, so this connection was closed.</source>
        <translation>För många begäranden väntade på svar, så anslutningen stängdes.</translation>
    </message>
    <message>
        <source>The sender closed the connection before the delayed response.</source>
        <translation>Avsändaren stängde anslutningen före det fördröjda svaret.</translation>
    </message>
    <message>
        <source>The listener stopped before the delayed response was due.</source>
        <translation>Lyssnaren stoppades före det fördröjda svaret.</translation>
    </message>
    <message>
        <source>Forwarded by the listener; it was received as exchange {of}.</source>
        <translation>Vidarebefordrat av lyssnaren; det togs emot som anrop {of}.</translation>
    </message>
    <message>
        <source>Enter a time-out from {least} to {most} s.</source>
        <translation>Ange en tidsgräns från {least} till {most} s.</translation>
    </message>
    <message>
        <source>“{value}” is neither append nor replace.</source>
        <translation>”{value}” är varken append eller replace.</translation>
    </message>
    <message>
        <source>A webhook that forwarding is limited to no longer exists.</source>
        <translation>En webhook som vidarebefordran är begränsad till finns inte längre.</translation>
    </message>
    <message>
        <source>If the path is appended, the target address must not have a query.</source>
        <translation>Om sökvägen läggs till får målets adress inte ha någon frågesträng.</translation>
    </message>
    <message>
        <source>The target address contains a “#”, which is never sent.</source>
        <translation>Målets adress innehåller ett ”#”, som aldrig skickas.</translation>
    </message>
    <message>
        <source>The target {host} is a link-local or cloud metadata address; requests are not forwarded there.</source>
        <translation>Målet {host} är en länklokal adress eller en metadataadress i ett moln; begäranden vidarebefordras inte dit.</translation>
    </message>
    <message>
        <source>The request has already been forwarded {hops} times; it is in a loop.</source>
        <translation>Begäran har redan vidarebefordrats {hops} gånger; den går runt i en slinga.</translation>
    </message>
    <message>
        <source>The target is this listener itself.</source>
        <translation>Målet är lyssnaren själv.</translation>
    </message>
    <message>
        <source>The host name {host} is unknown; check the spelling and the network.</source>
        <translation>Värdnamnet {host} är okänt; kontrollera stavningen och nätverket.</translation>
    </message>
    <message>
        <source>{host} cannot be reached: {why}.</source>
        <translation>{host} kan inte nås: {why}.</translation>
    </message>
    <message>
        <source>The target did not answer within {seconds} s.</source>
        <translation>Målet svarade inte inom {seconds} s.</translation>
    </message>
    <message>
        <source>The target's certificate is not trusted, or TLS failed: {why}.</source>
        <translation>Målets certifikat är inte betrott, eller så misslyckades TLS: {why}.</translation>
    </message>
    <message>
        <source>The target's response is not valid HTTP, or it was cut off.</source>
        <translation>Målets svar är inte giltig HTTP, eller så kortades det av.</translation>
    </message>
    <message>
        <source>The target's response is larger than {limit} bytes.</source>
        <translation>Målets svar är större än {limit} byte.</translation>
    </message>
    <message>
        <source>The stored body could not be read again.</source>
        <translation>Det sparade innehållet kunde inte läsas igen.</translation>
    </message>
    <message>
        <source>Forwarding failed because of an error in this program.</source>
        <translation>Vidarebefordran misslyckades på grund av ett fel i programmet.</translation>
    </message>
    <message>
        <source>Too many requests were waiting for the target. This one was saved but not forwarded.</source>
        <translation>För många begäranden väntade på målet. Den här sparades men vidarebefordrades inte.</translation>
    </message>
    <message>
        <source>The target did not answer. The request waits, and is delivered when the target answers again.</source>
        <translation>Målet svarade inte. Anropet väntar och levereras när målet svarar igen.</translation>
    </message>
    <message>
        <source>Too many requests wait for the target already. This one was saved but not forwarded.</source>
        <translation>Redan för många anrop väntar på målet. Det här sparades men vidarebefordrades inte.</translation>
    </message>
    <message>
        <source>The listener stopped before the target answered.</source>
        <translation>Lyssnaren stoppades innan målet svarade.</translation>
    </message>
    <message>
        <source>There is a key but no certificate; choose the certificate file.</source>
        <translation>Det finns en nyckel men inget certifikat; välj certifikatfilen.</translation>
    </message>
    <message>
        <source>The certificate {path} cannot be read: {why}.</source>
        <translation>Certifikatet {path} kan inte läsas: {why}.</translation>
    </message>
    <message>
        <source>The key {path} cannot be read: {why}.</source>
        <translation>Nyckeln {path} kan inte läsas: {why}.</translation>
    </message>
    <message>
        <source>{path} contains no certificate in PEM format.</source>
        <translation>{path} innehåller inget certifikat i PEM-format.</translation>
    </message>
    <message>
        <source>{path} contains no private key in PEM format.</source>
        <translation>{path} innehåller ingen privat nyckel i PEM-format.</translation>
    </message>
    <message>
        <source>The key {path} is protected by a passphrase. The listener needs a key without one; for example: openssl pkey -in KEY -out NEW-KEY.</source>
        <translation>Nyckeln {path} skyddas av en lösenfras. Lyssnaren behöver en nyckel utan; till exempel: openssl pkey -in KEY -out NEW-KEY.</translation>
    </message>
    <message>
        <source>The key does not belong to the certificate.</source>
        <translation>Nyckeln hör inte till certifikatet.</translation>
    </message>
    <message>
        <source>The certificate cannot be used: {why}.</source>
        <translation>Certifikatet kan inte användas: {why}.</translation>
    </message>
    <message>
        <source>The certificate expired on {until}; senders will refuse it.</source>
        <translation>Certifikatet gick ut {until}; avsändare kommer att neka det.</translation>
    </message>
    <message>
        <source>The certificate is not valid before {since}; until then senders will refuse it.</source>
        <translation>Certifikatet gäller inte före {since}; till dess kommer avsändare att neka det.</translation>
    </message>
    <message numerus="yes">
        <source>The certificate expires on {until}, in {days} days.</source>
        <translation>
            <numerusform>Certifikatet går ut {until}, om 1 dag.</numerusform>
            <numerusform>Certifikatet går ut {until}, om {days} dagar.</numerusform>
        </translation>
        <extra-one>The certificate expires on {until}, in 1 day.</extra-one>
    </message>
    <message>
        <source>The HTTPS port received plain HTTP; the address must begin with https://.</source>
        <translation>HTTPS-porten tog emot vanlig HTTP; adressen måste börja med https://.</translation>
    </message>
    <message>
        <source>The TLS handshake failed ({why}): the sender does not trust the certificate, or supports no common TLS version.</source>
        <translation>TLS-handskakningen misslyckades ({why}): avsändaren litar inte på certifikatet, eller stöder ingen gemensam TLS-version.</translation>
    </message>
    <message>
        <source>The TLS handshake did not finish within {seconds} s.</source>
        <translation>TLS-handskakningen blev inte klar inom {seconds} s.</translation>
    </message>
    <message>
        <source>The API simulator is on.</source>
        <translation>API-simulatorn är på.</translation>
    </message>
    <message>
        <source>The API simulator is off.</source>
        <translation>API-simulatorn är av.</translation>
    </message>
    <message>
        <source>Select a look-up in Ongoing that was answered with 200.</source>
        <translation>Markera ett uppslag i Ongoing som besvarades med 200.</translation>
    </message>
    <message>
        <source>There is no document {path}.</source>
        <translation>Det finns inget dokument {path}.</translation>
    </message>
    <message>
        <source>Enter a path such as /orders/70031 or /orders/statuses, with at most {limit} characters.</source>
        <translation>Ange en sökväg som /orders/70031 eller /orders/statuses, med högst {limit} tecken.</translation>
    </message>
    <message>
        <source>Leave out /api/v1: the path begins after it, as in {path}.</source>
        <translation>Utelämna /api/v1: sökvägen börjar efter det, som i {path}.</translation>
    </message>
    <message>
        <source>A document can have at most {limit} kB.</source>
        <translation>Ett dokument får ha högst {limit} kB.</translation>
    </message>
    <message>
        <source>The simulator keeps at most {most} documents with {limit} MB in total.</source>
        <translation>Simulatorn har högst {most} dokument på sammanlagt {limit} MB.</translation>
    </message>
    <message>
        <source>This is not valid JSON: line {line}, column {column}: {why}.</source>
        <translation>Det här är inte giltig JSON: rad {line}, kolumn {column}: {why}.</translation>
    </message>
    <message>
        <source>The document is nested deeper than {limit} levels.</source>
        <translation>Dokumentet är nästlat djupare än {limit} nivåer.</translation>
    </message>
    <message>
        <source>A document is a JSON object or a list.</source>
        <translation>Ett dokument är ett JSON-objekt eller en lista.</translation>
    </message>
    <message>
        <source>The document of {path} is one object, not a list.</source>
        <translation>Dokumentet för {path} är ett enda objekt, ingen lista.</translation>
    </message>
    <message>
        <source>{member} is {value}, but the path says {id}. Make them equal.</source>
        <translation>{member} är {value}, men sökvägen anger {id}. Gör dem lika.</translation>
    </message>
    <message>
        <source>Enter a password, or leave the user name empty so that no credential is checked.</source>
        <translation>Ange ett lösenord, eller lämna användarnamnet tomt så att inga inloggningsuppgifter kontrolleras.</translation>
    </message>
    <message>
        <source>Tick “Keep until I quit”: no keyring can be used.</source>
        <translation>Kryssa för ”Behåll tills jag avslutar”: ingen nyckelring kan användas.</translation>
    </message>
</context>
<context>
    <name>wording.texts.playing</name>
    <message>
        <source>Enter a number of requests from 1 to {most}.</source>
        <translation>Ange ett antal begäranden från 1 till {most}.</translation>
    </message>
    <message>
        <source>Enter a number from 1 to {most} to send at the same time.</source>
        <translation>Ange ett antal från 1 till {most} att skicka samtidigt.</translation>
    </message>
    <message>
        <source>Enter a gap from 0 to {most:g} s.</source>
        <translation>Ange en väntetid från 0 till {most:g} s.</translation>
    </message>
    <message>
        <source>Enter a time-out from {least:g} to {most:g} s.</source>
        <translation>Ange en tidsgräns från {least:g} till {most:g} s.</translation>
    </message>
    <message>
        <source>No response yet.</source>
        <translation>Inget svar ännu.</translation>
    </message>
    <message>
        <source>Only one request was answered ({word}), so there is nothing to compare yet.</source>
        <translation>Bara en begäran besvarades ({word}), så det finns inget att jämföra ännu.</translation>
    </message>
    <message>
        <source>The first request was not accepted ({word}), so the responses say nothing about repeats.</source>
        <translation>Den första begäran accepterades inte ({word}), så svaren säger inget om dubbletter.</translation>
    </message>
    <message>
        <source>Neither request was accepted ({first}, then {second}), so the responses say nothing about repeats.</source>
        <translation>Ingen av begärandena accepterades ({first}, sedan {second}), så svaren säger inget om dubbletter.</translation>
    </message>
    <message>
        <source>Both were accepted with the same response ({first}, then {second}). That is correct only if the receiver recognises a repeated webhookEventId. Check there that the event took effect only once.</source>
        <translation>Båda accepterades med samma svar ({first}, sedan {second}). Det är rätt bara om mottagaren känner igen ett upprepat webhookEventId. Kontrollera där att händelsen bara fick verkan en gång.</translation>
    </message>
    <message>
        <source>Both were accepted at the same time with the same response ({first}, {second}). Check that the event took effect only once: a receiver that checks and then writes lets both through.</source>
        <translation>Båda accepterades samtidigt med samma svar ({first}, {second}). Kontrollera att händelsen bara fick verkan en gång: en mottagare som först kontrollerar och sedan skriver släpper igenom båda.</translation>
    </message>
    <message>
        <source>Both were accepted with different responses ({first}, then {second}): the receiver seems to recognise the event, and Ongoing would count both as delivered (assumed).</source>
        <translation>Båda accepterades med olika svar ({first}, sedan {second}): mottagaren verkar känna igen händelsen, och Ongoing skulle räkna båda som levererade (antaget).</translation>
    </message>
    <message>
        <source>One was accepted and one was not ({first}, {second}). Ongoing would try the other again (assumed), so a repeat of a known event should get a 2xx too.</source>
        <translation>En accepterades och en inte ({first}, {second}). Ongoing skulle försöka med den andra igen (antaget), så en dubblett av en känd händelse bör också få ett 2xx.</translation>
    </message>
    <message>
        <source>The repeat was refused with {second} after {first}: the receiver recognises the event, but Ongoing would count that as failed and try again (assumed). Answer a known event with a 2xx.</source>
        <translation>Dubbletten nekades med {second} efter {first}: mottagaren känner igen händelsen, men Ongoing skulle räkna det som misslyckat och försöka igen (antaget). Svara på en känd händelse med ett 2xx.</translation>
    </message>
    <message>
        <source>The repeat failed ({second}) although the first was accepted ({first}): the receiver fails on an event it already knows, and Ongoing would try again (assumed).</source>
        <translation>Dubbletten misslyckades ({second}) fast den första accepterades ({first}): mottagaren klarar inte en händelse som den redan känner till, och Ongoing skulle försöka igen (antaget).</translation>
    </message>
    <message>
        <source>The first request was answered ({word}) within {limit:g} s, so there was no time-out. Choose a shorter time-out, or add a delay with a reply rule of the listener.</source>
        <translation>Den första begäran besvarades ({word}) inom {limit:g} s, så tidsgränsen nåddes inte. Välj en kortare tidsgräns, eller lägg till en fördröjning med en av lyssnarens svarsregler.</translation>
    </message>
    <message>
        <source>After the time-out the repeat was accepted ({second}). That is correct only if the receiver did not process the first request or recognises the repeat. Check that the event took effect only once.</source>
        <translation>Efter tidsgränsen accepterades dubbletten ({second}). Det är rätt bara om mottagaren inte bearbetade den första begäran eller känner igen dubbletten. Kontrollera att händelsen bara fick verkan en gång.</translation>
    </message>
    <message>
        <source>After the time-out the repeat was refused with {second}: the receiver processed the first request although the sender never saw the response. Ongoing would try again (assumed); answer a known event with a 2xx.</source>
        <translation>Efter tidsgränsen nekades dubbletten med {second}: mottagaren bearbetade den första begäran fast avsändaren aldrig såg svaret. Ongoing skulle försöka igen (antaget); svara på en känd händelse med ett 2xx.</translation>
    </message>
    <message>
        <source>After the time-out the repeat failed ({second}): Ongoing would try again (assumed).</source>
        <translation>Efter tidsgränsen misslyckades dubbletten ({second}): Ongoing skulle försöka igen (antaget).</translation>
    </message>
    <message>
        <source>The newer event, which was sent first, was not accepted ({newer}), so the responses say nothing about order.</source>
        <translation>Den nyare händelsen, som skickades först, accepterades inte ({newer}), så svaren säger inget om ordningen.</translation>
    </message>
    <message>
        <source>Both were accepted with the same response, the newer one first. Check that the receiver kept the newer data: Ongoing promises no order, and only timestamp and webhookEventId show it.</source>
        <translation>Båda accepterades med samma svar, den nyare först. Kontrollera att mottagaren behöll nyare data: Ongoing lovar ingen ordning, och bara timestamp och webhookEventId visar den.</translation>
    </message>
    <message>
        <source>Both were accepted, and the older one got a different response ({older} after {newer}): the receiver seems to notice that it arrived late.</source>
        <translation>Båda accepterades, och den äldre fick ett annat svar ({older} efter {newer}): mottagaren verkar märka att den kom sent.</translation>
    </message>
    <message>
        <source>The older event was refused with {older} because it arrived late: Ongoing would count that as failed and try again (assumed). Answer it with a 2xx and ignore it.</source>
        <translation>Den äldre händelsen nekades med {older} eftersom den kom sent: Ongoing skulle räkna det som misslyckat och försöka igen (antaget). Svara med ett 2xx och bortse från den.</translation>
    </message>
    <message>
        <source>The older event failed ({older}) after the newer one was accepted: Ongoing would try again (assumed).</source>
        <translation>Den äldre händelsen misslyckades ({older}) efter att den nyare hade accepterats: Ongoing skulle försöka igen (antaget).</translation>
    </message>
    <message numerus="yes">
        <source>All {count} were accepted.</source>
        <translation>
            <numerusform>Den accepterades.</numerusform>
            <numerusform>Alla {count} accepterades.</numerusform>
        </translation>
        <extra-one>It was accepted.</extra-one>
    </message>
    <message>
        <source>Accepted: {good} of {count}; the others: {bad}.</source>
        <translation>Accepterade: {good} av {count}; de andra: {bad}.</translation>
    </message>
    <message>
        <source>From request {number} on, the receiver asked for fewer requests (429).</source>
        <translation>Från begäran {number} bad mottagaren om färre begäranden (429).</translation>
    </message>
    <message>
        <source>Half of the requests were answered within {p50} ms, 90 % within {p90} ms, 99 % within {p99} ms; the slowest took {max} ms.</source>
        <translation>Hälften av begärandena besvarades inom {p50} ms, 90 % inom {p90} ms, 99 % inom {p99} ms; den långsammaste tog {max} ms.</translation>
    </message>
    <message>
        <source>In total, {rate} per second.</source>
        <translation>Totalt {rate} per sekund.</translation>
    </message>
    <message>
        <source>Stopped after {seconds:g} s: not all {count} were sent.</source>
        <translation>Stoppad efter {seconds:g} s: alla {count} skickades inte.</translation>
    </message>
    <message>
        <source>Cancelled. Requests already sent are in History.</source>
        <translation>Avbrutet. Begäranden som redan har skickats finns i Historik.</translation>
    </message>
    <message>
        <source>Nothing more was sent: {why}</source>
        <translation>Inget mer skickades: {why}</translation>
    </message>
    <message numerus="yes">
        <source>All {count} requests succeeded.</source>
        <translation>
            <numerusform>Begäran lyckades.</numerusform>
            <numerusform>Alla {count} begäranden lyckades.</numerusform>
        </translation>
        <extra-one>The request succeeded.</extra-one>
    </message>
    <message>
        <source>Enter how many requests may be without an answer at the same time: {from:g} to {to:,.0f}.</source>
        <translation>Ange hur många begäranden som får vara obesvarade samtidigt: {from:g} till {to:,.0f}.</translation>
    </message>
    <message>
        <source>At worst, {behind} requests were due and not yet answered, and a request was sent {late} s late.</source>
        <translation>Som värst skulle {behind} begäranden redan ha skickats och var inte besvarade, och en begäran skickades {late} s för sent.</translation>
    </message>
    <message>
        <source>Stopped after {seconds} s, because the receiver was too slow: {left} of {all} requests were not sent.</source>
        <translation>Avbröts efter {seconds} s, eftersom mottagaren var för långsam: {left} av {all} begäranden skickades inte.</translation>
    </message>
    <message>
        <source>The day contains no event.</source>
        <translation>Dagen innehåller ingen händelse.</translation>
    </message>
    <message>
        <source>Enter a factor from {from:g} to {to:,.0f}; 0 sends without waits.</source>
        <translation>Ange en faktor från {from:g} till {to:,.0f}; 0 skickar utan väntan.</translation>
    </message>
    <message>
        <source>The receiver kept up with the plan.</source>
        <translation>Mottagaren hann med enligt planen.</translation>
    </message>
    <message>
        <source>Line {line} cannot be read: “{text}”. Write the type, the number and the time, such as “order-picked 60 06:30-08:00 wave”.</source>
        <translation>Rad {line} kan inte läsas: ”{text}”. Skriv typen, antalet och tiden, till exempel ”order-picked 60 06:30-08:00 wave”.</translation>
    </message>
    <message>
        <source>Enter a time limit from {from:g} to {to:,.0f} s.</source>
        <translation>Ange en tidsgräns från {from:g} till {to:,.0f} s.</translation>
    </message>
    <message>
        <source>The day has {found} events. At most {most} can be sent; reduce the number of events.</source>
        <translation>Dagen har {found} händelser. Högst {most} kan skickas; minska antalet händelser.</translation>
    </message>
    <message>
        <source>Too many received requests match; the limit is {limit}. Limit the filter to a shorter time.</source>
        <translation>För många mottagna begäranden stämmer; gränsen är {limit}. Begränsa filtret till en kortare tid.</translation>
    </message>
    <message>
        <source>No received request matches.</source>
        <translation>Ingen mottagen begäran stämmer.</translation>
    </message>
    <message>
        <source>Enter a rate from {from:g} to {to:,.0f} requests a second.</source>
        <translation>Ange en takt från {from:g} till {to:,.0f} begäranden i sekunden.</translation>
    </message>
    <message>
        <source>Line {line}: “{shape}” is not known. Write {known}.</source>
        <translation>Rad {line}: ”{shape}” är okänt. Skriv {known}.</translation>
    </message>
    <message>
        <source>{good} of {all} requests succeeded. The others: {words}.</source>
        <translation>{good} av {all} begäranden lyckades. De andra: {words}.</translation>
    </message>
    <message>
        <source>Line {line}: write a time such as 06:30-08:00, within one day and with the earlier time first.</source>
        <translation>Rad {line}: skriv en tid som 06:30-08:00, inom ett dygn och med den tidigare tiden först.</translation>
    </message>
    <message>
        <source>Half were answered within {p50} ms, 95 % within {p95} ms, 99 % within {p99} ms; the slowest took {max} ms.</source>
        <translation>Hälften besvarades inom {p50} ms, 95 % inom {p95} ms, 99 % inom {p99} ms; den långsammaste tog {max} ms.</translation>
    </message>
    <message>
        <source>At this factor and rate the run would take {planned} s, more than the limit of {limit} s. Choose a higher factor or limit, or fewer events.</source>
        <translation>Med den här faktorn och takten skulle körningen ta {planned} s, mer än gränsen på {limit} s. Välj en högre faktor eller gräns, eller färre händelser.</translation>
    </message>
    <message>
        <source>Line {line}: there is no webhook type “{type}”.</source>
        <translation>Rad {line}: det finns ingen webhooktyp ”{type}”.</translation>
    </message>
    <message>
        <source>There is no day named “{name}”. Use one of {known}, or a file with a suffix, such as day.txt.</source>
        <translation>Det finns ingen dag som heter ”{name}”. Använd en av {known}, eller en fil med en ändelse, till exempel day.txt.</translation>
    </message>
    <message>
        <source>Disabled.</source>
        <translation>Inaktiverad.</translation>
    </message>
    <message>
        <source>Goods owner {owner} is not in its scope.</source>
        <translation>Varuägare {owner} ingår inte i dess omfattning.</translation>
    </message>
    <message>
        <source>No status is selected, so it is unknown when it fires.</source>
        <translation>Ingen status är vald, så det är okänt när den utlöses.</translation>
    </message>
    <message>
        <source>The step reaches no status, but this webhook fires for certain statuses only.</source>
        <translation>Steget når ingen status, men webhooken utlöses bara för vissa statusar.</translation>
    </message>
    <message>
        <source>Status {end} is not among its statuses.</source>
        <translation>Status {end} finns inte bland dess statusar.</translation>
    </message>
    <message>
        <source>The change from {start} to {end} is not among its status changes.</source>
        <translation>Ändringen från {start} till {end} finns inte bland dess statusändringar.</translation>
    </message>
    <message>
        <source>Transporter {name} is not among its transporters.</source>
        <translation>Transportören {name} finns inte bland dess transportörer.</translation>
    </message>
    <message>
        <source>The step has no transporter, but this webhook fires for certain transporters only.</source>
        <translation>Steget har ingen transportör, men webhooken utlöses bara för vissa transportörer.</translation>
    </message>
    <message>
        <source>The line was created with its purchase order, and “Fire when purchase order is created” is not ticked.</source>
        <translation>Raden skapades med sin inköpsorder, och ”Utlös när inköpsordern skapas” är inte ikryssat.</translation>
    </message>
    <message>
        <source>A scenario has at most {most} steps.</source>
        <translation>Ett scenario har högst {most} steg.</translation>
    </message>
    <message>
        <source>Unknown webhook type “{value}”.</source>
        <translation>Okänd webhooktyp ”{value}”.</translation>
    </message>
    <message>
        <source>Enter a gap from 0 to {most} s before the step.</source>
        <translation>Ange en väntetid från 0 till {most} s före steget.</translation>
    </message>
    <message>
        <source>An event can be sent 1 to {most} times.</source>
        <translation>En händelse kan skickas 1 till {most} gånger.</translation>
    </message>
    <message numerus="yes">
        <source>A step can be at most {most} steps late, because no more steps follow.</source>
        <translation>
            <numerusform>Ett steg kan vara högst 1 steg sent, eftersom inga fler steg följer.</numerusform>
            <numerusform>Ett steg kan vara högst {most} steg sent, eftersom inga fler steg följer.</numerusform>
        </translation>
        <extra-one>A step can be at most 1 step late, because no more steps follow.</extra-one>
    </message>
    <message>
        <source>These values are not a JSON object: {what}.</source>
        <translation>De här värdena är inget JSON-objekt: {what}.</translation>
    </message>
    <message>
        <source>This is not an Ongoing Desktop scenario file.</source>
        <translation>Det här är ingen scenariofil för Ongoing Desktop.</translation>
    </message>
    <message>
        <source>Version {version} of scenario files is unknown; this program supports {known}.</source>
        <translation>Version {version} av scenariofiler är okänd; programmet stöder {known}.</translation>
    </message>
    <message>
        <source>{name}: {what}</source>
        <translation>{name}: {what}</translation>
    </message>
    <message>
        <source>{path}: {what}</source>
        <translation>{path}: {what}</translation>
    </message>
    <message>
        <source>There is no file or scenario named “{name}”. Known scenarios: {known}.</source>
        <translation>Det finns ingen fil och inget scenario med namnet ”{name}”. Kända scenarier: {known}.</translation>
    </message>
    <message>
        <source>There is no system named “{name}”.</source>
        <translation>Det finns inget system med namnet ”{name}”.</translation>
    </message>
    <message>
        <source>Choose a system, because there are several ({known}).</source>
        <translation>Välj ett system, eftersom det finns flera ({known}).</translation>
    </message>
    <message>
        <source>There is no system. Add one with a goods owner, import a settings file, or add the demo with “Try it” in the window.</source>
        <translation>Det finns inget system. Lägg till ett med en varuägare, importera en inställningsfil, eller lägg till demon med ”Prova” i fönstret.</translation>
    </message>
    <message>
        <source>The system “{system}” has no goods owner {owner}.</source>
        <translation>Systemet ”{system}” har ingen varuägare {owner}.</translation>
    </message>
    <message>
        <source>The system “{system}” has no goods owners yet.</source>
        <translation>Systemet ”{system}” har inga varuägare ännu.</translation>
    </message>
    <message>
        <source>No enabled webhook of {system} fires for these events, so nothing is sent.</source>
        <translation>Ingen aktiverad webhook i {system} utlöses av händelserna, så inget skickas.</translation>
    </message>
    <message>
        <source>All deliveries were accepted. Events: {steps}, deliveries: {count}.</source>
        <translation>Alla leveranser accepterades. Händelser: {steps}, leveranser: {count}.</translation>
    </message>
    <message numerus="yes">
        <source>{failed} of {count} deliveries failed. Events: {steps}.</source>
        <translation>
            <numerusform>Den enda leveransen misslyckades. Händelser: {steps}.</numerusform>
            <numerusform>{failed} av {count} leveranser misslyckades. Händelser: {steps}.</numerusform>
        </translation>
        <extra-one>The only delivery failed. Events: {steps}.</extra-one>
    </message>
    <message>
        <source>Stopped at event {number}, because a delivery failed ({failed} of {count}).</source>
        <translation>Stoppad vid händelse {number}, eftersom en leverans misslyckades ({failed} av {count}).</translation>
    </message>
    <message>
        <source>Event {number} of {steps}: {what}.</source>
        <translation>Händelse {number} av {steps}: {what}.</translation>
    </message>
    <message>
        <source>Next, {wait} after the last one: event {number} of {steps}, {what}.</source>
        <translation>Härnäst, {wait} efter den förra: händelse {number} av {steps}, {what}.</translation>
    </message>
    <message>
        <source>Event {number} ({what}): no webhook fires for it.</source>
        <translation>Händelse {number} ({what}): ingen webhook utlöses av den.</translation>
    </message>
    <message>
        <source>Choose a webhook or a system.</source>
        <translation>Välj en webhook eller ett system.</translation>
    </message>
    <message>
        <source>The schedule “{name}” succeeds again.</source>
        <translation>Schemat ”{name}” lyckas igen.</translation>
    </message>
    <message>
        <source>The run ended because of an error in this program. The log has the details.</source>
        <translation>Körningen avbröts av ett fel i programmet. Loggen innehåller detaljerna.</translation>
    </message>
    <message>
        <source>The run was stopped.</source>
        <translation>Körningen stoppades.</translation>
    </message>
    <message>
        <source>Choose what to send.</source>
        <translation>Välj vad som ska skickas.</translation>
    </message>
    <message>
        <source>The schedule “{name}” failed: {failed} of {all} failed.</source>
        <translation>Schemat ”{name}” misslyckades: {failed} av {all} misslyckades.</translation>
    </message>
    <message>
        <source>The run was stopped, because it took longer than {minutes} minutes.</source>
        <translation>Körningen stoppades eftersom den tog längre tid än {minutes} minuter.</translation>
    </message>
    <message>
        <source>There are {most} schedules already. Remove one first.</source>
        <translation>Det finns redan {most} scheman. Ta bort ett först.</translation>
    </message>
    <message>
        <source>Enter at most {most} minutes.</source>
        <translation>Ange högst {most} minuter.</translation>
    </message>
    <message numerus="yes">
        <source>The program was not open, or the computer slept. {count} runs were missed and not made up for.</source>
        <translation>
            <numerusform>Programmet var inte öppet, eller så sov datorn. Körningen tas inte igen.</numerusform>
            <numerusform>Programmet var inte öppet, eller så sov datorn. {count} körningar missades och tas inte igen.</numerusform>
        </translation>
        <extra-one>The program was not open, or the computer slept. The run was not made up for.</extra-one>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Ange ett namn.</translation>
    </message>
    <message>
        <source>Its system no longer exists. Change or remove the schedule.</source>
        <translation>Dess system finns inte längre. Ändra eller ta bort schemat.</translation>
    </message>
    <message>
        <source>Its webhook no longer exists. Change or remove the schedule.</source>
        <translation>Dess webhook finns inte längre. Ändra eller ta bort schemat.</translation>
    </message>
    <message>
        <source>The schedule “{name}” could not run: {why}</source>
        <translation>Schemat ”{name}” kunde inte köras: {why}</translation>
    </message>
    <message>
        <source>{passed} passed, {failed} failed.</source>
        <translation>{passed} godkända, {failed} misslyckade.</translation>
    </message>
    <message>
        <source>{host} is a production host. A schedule sends without asking, so it never sends there.</source>
        <translation>{host} är en produktionsvärd. Ett schema skickar utan att fråga, så det skickar aldrig dit.</translation>
    </message>
    <message>
        <source>Enter a time such as 06:30.</source>
        <translation>Ange en tid, till exempel 06:30.</translation>
    </message>
    <message>
        <source>There is another schedule named “{name}”. Choose another name.</source>
        <translation>Det finns ett annat schema som heter ”{name}”. Välj ett annat namn.</translation>
    </message>
    <message>
        <source>Sending to {host} was not confirmed for this schedule. Open it, and save it again to confirm.</source>
        <translation>Att skicka till {host} har inte bekräftats för det här schemat. Öppna det och spara det igen för att bekräfta.</translation>
    </message>
    <message>
        <source>There is no schedule named “{name}”. Known: {known}.</source>
        <translation>Det finns inget schema som heter ”{name}”. Kända: {known}.</translation>
    </message>
</context>
<context>
    <name>wording.texts.problems</name>
    <message>
        <source>The name contains an invisible control character; type it again.</source>
        <translation>Namnet innehåller ett osynligt styrtecken; skriv det igen.</translation>
    </message>
    <message>
        <source>The name is longer than {limit} characters.</source>
        <translation>Namnet är längre än {limit} tecken.</translation>
    </message>
    <message>
        <source>“{value}” is neither regular nor automation.</source>
        <translation>”{value}” är varken regular eller automation.</translation>
    </message>
    <message>
        <source>Choose a webhook type.</source>
        <translation>Välj en webhooktyp.</translation>
    </message>
    <message>
        <source>The catalogue has no webhook type “{value}”.</source>
        <translation>Katalogen har ingen webhooktyp ”{value}”.</translation>
    </message>
    <message>
        <source>Choose the system it belongs to, or add one.</source>
        <translation>Välj systemet som den hör till, eller lägg till ett.</translation>
    </message>
    <message>
        <source>A system named “{name}” already exists.</source>
        <translation>Ett system med namnet ”{name}” finns redan.</translation>
    </message>
    <message>
        <source>Enter the code: the warehouse's name in Ongoing's address.</source>
        <translation>Ange koden: lagrets namn i Ongoings adress.</translation>
    </message>
    <message>
        <source>The code must not contain spaces, slashes or control characters.</source>
        <translation>Koden får inte innehålla blanksteg, snedstreck eller styrtecken.</translation>
    </message>
    <message>
        <source>Choose the goods owner it fires for, or add one.</source>
        <translation>Välj varuägaren som den utlöses för, eller lägg till en.</translation>
    </message>
    <message>
        <source>Tick at least one goods owner it fires for.</source>
        <translation>Kryssa för minst en varuägare som den utlöses för.</translation>
    </message>
    <message>
        <source>A regular webhook has exactly one goods owner, not {count}.</source>
        <translation>En vanlig webhook har exakt en varuägare, inte {count}.</translation>
    </message>
    <message>
        <source>The system “{system}” has no goods owner {id}.</source>
        <translation>Systemet ”{system}” har ingen varuägare {id}.</translation>
    </message>
    <message>
        <source>A goods owner's number is a whole number from 1 upwards, as shown in Ongoing.</source>
        <translation>En varuägares nummer är ett heltal från 1 och uppåt, som det visas i Ongoing.</translation>
    </message>
    <message>
        <source>The system “{system}” already has a goods owner {id}.</source>
        <translation>Systemet ”{system}” har redan en varuägare {id}.</translation>
    </message>
    <message>
        <source>“{name}” is already listed.</source>
        <translation>”{name}” finns redan i listan.</translation>
    </message>
    <message>
        <source>A status number is a whole number from 0 upwards, as shown in Ongoing.</source>
        <translation>En statuss nummer är ett heltal från 0 och uppåt, som det visas i Ongoing.</translation>
    </message>
    <message>
        <source>This set already has a status {number}.</source>
        <translation>Uppsättningen har redan en status {number}.</translation>
    </message>
    <message>
        <source>Another window or program changed this system. Save again to replace what it saved.</source>
        <translation>Ett annat fönster eller program har ändrat systemet. Spara igen för att ersätta det som då sparades.</translation>
    </message>
    <message>
        <source>This system was removed elsewhere.</source>
        <translation>Systemet har tagits bort någon annanstans.</translation>
    </message>
    <message>
        <source>Choose the goods owner that replaces {name}, or create it.</source>
        <translation>Välj varuägaren som ersätter {name}, eller skapa den.</translation>
    </message>
    <message>
        <source>Enter the address that requests are sent to, beginning with https:// or http://.</source>
        <translation>Ange adressen som begäranden skickas till; den börjar med https:// eller http://.</translation>
    </message>
    <message>
        <source>The address contains a line break or another invisible character; remove it.</source>
        <translation>Adressen innehåller en radbrytning eller något annat osynligt tecken; ta bort det.</translation>
    </message>
    <message>
        <source>The address is longer than {limit} characters.</source>
        <translation>Adressen är längre än {limit} tecken.</translation>
    </message>
    <message>
        <source>This is not a valid address; it should look like https://example.com/path.</source>
        <translation>Det här är ingen giltig adress; den bör se ut som https://example.com/path.</translation>
    </message>
    <message>
        <source>The address must begin with https:// or http://.</source>
        <translation>Adressen måste börja med https:// eller http://.</translation>
    </message>
    <message>
        <source>The address contains no valid host; it should look like https://example.com/path.</source>
        <translation>Adressen innehåller ingen giltig värd; den bör se ut som https://example.com/path.</translation>
    </message>
    <message>
        <source>The port after the colon must be a number from 1 to 65535.</source>
        <translation>Porten efter kolonet måste vara ett tal från 1 till 65535.</translation>
    </message>
    <message>
        <source>Move the user name and password out of the address into the authentication fields.</source>
        <translation>Flytta användarnamn och lösenord från adressen till fälten för autentisering.</translation>
    </message>
    <message>
        <source>This is not a valid e-mail address; it should look like name@example.com.</source>
        <translation>Det här är ingen giltig e-postadress; den bör se ut som name@example.com.</translation>
    </message>
    <message>
        <source>Unknown retry policy “{value}”; use {known}.</source>
        <translation>Okänd omförsökspolicy ”{value}”; använd {known}.</translation>
    </message>
    <message>
        <source>On refusal, the listener sends the normal response (“answer”) or “401”, not “{value}”.</source>
        <translation>Vid nekande skickar lyssnaren det vanliga svaret (”answer”) eller ”401”, inte ”{value}”.</translation>
    </message>
    <message>
        <source>Unknown authentication “{value}”; use {known}.</source>
        <translation>Okänd autentisering ”{value}”; använd {known}.</translation>
    </message>
    <message>
        <source>Enter the user name.</source>
        <translation>Ange användarnamnet.</translation>
    </message>
    <message>
        <source>The user name contains an invisible control character; type it again.</source>
        <translation>Användarnamnet innehåller ett osynligt styrtecken; skriv det igen.</translation>
    </message>
    <message>
        <source>The old credential is still accepted; end that rotation before you start another.</source>
        <translation>Den gamla inloggningsuppgiften accepteras fortfarande; avsluta det bytet innan du startar ett nytt.</translation>
    </message>
    <message>
        <source>No credential of this kind is stored, so there is no old one to keep accepting.</source>
        <translation>Ingen sådan inloggningsuppgift är sparad, så det finns ingen gammal att fortsätta acceptera.</translation>
    </message>
    <message>
        <source>It is longer than {limit} characters, the most that every keyring can store.</source>
        <translation>Den är längre än {limit} tecken, det mesta som alla nyckelringar kan spara.</translation>
    </message>
    <message>
        <source>It contains an invalid Unicode character and cannot be stored; enter it again.</source>
        <translation>Den innehåller ett ogiltigt Unicode-tecken och kan inte sparas; ange den igen.</translation>
    </message>
    <message>
        <source>This is not JSON: {what}, in line {line}, column {column}.</source>
        <translation>Det här är inte JSON: {what}, på rad {line}, kolumn {column}.</translation>
    </message>
    <message>
        <source>A proxy address must not contain a user name or password; set those in the system's own proxy setting.</source>
        <translation>En proxyadress får inte innehålla användarnamn eller lösenord; ange dem i systemets egen proxyinställning.</translation>
    </message>
    <message>
        <source>A proxy address ends after the port, such as http://proxy.example:3128.</source>
        <translation>En proxyadress slutar efter porten, till exempel http://proxy.example:3128.</translation>
    </message>
    <message>
        <source>Unknown variable {{{{{name}}}}} in line {line}, column {column}.</source>
        <translation>Okänd variabel {{{{{name}}}}} på rad {line}, kolumn {column}.</translation>
    </message>
    <message>
        <source>Line {line}: write a variable as name = value; the name may contain letters, digits, “_”, “.” and “-”.</source>
        <translation>Rad {line}: skriv en variabel som name = value; namnet får innehålla bokstäver, siffror, ”_”, ”.” och ”-”.</translation>
    </message>
    <message>
        <source>Line {line}: {{{{{name}}}}} is filled in by this program; choose another name.</source>
        <translation>Rad {line}: {{{{{name}}}}} fylls i av programmet; välj ett annat namn.</translation>
    </message>
    <message>
        <source>Line {line}: “{name}” is already defined.</source>
        <translation>Rad {line}: ”{name}” är redan definierad.</translation>
    </message>
    <message>
        <source>At most {limit} variables are allowed.</source>
        <translation>Högst {limit} variabler är tillåtna.</translation>
    </message>
    <message>
        <source>Line {line}: write a header as Name: value.</source>
        <translation>Rad {line}: skriv ett huvudfält som Name: value.</translation>
    </message>
    <message>
        <source>Line {line}: a header name is a single word of letters, digits and characters such as “-”.</source>
        <translation>Rad {line}: ett huvudfälts namn är ett enda ord av bokstäver, siffror och tecken som ”-”.</translation>
    </message>
    <message>
        <source>The header “{name}” carries a secret. Enter it in the webhook's authentication, which stores it in the keyring.</source>
        <translation>Huvudfältet ”{name}” innehåller en hemlighet. Ange den i webhookens autentisering, som sparar den i nyckelringen.</translation>
    </message>
    <message>
        <source>Line {line}: a parameter name is a single word without “=”, “&amp;”, “?” and “#”.</source>
        <translation>Rad {line}: en parameters namn är ett enda ord utan ”=”, ”&amp;”, ”?” och ”#”.</translation>
    </message>
    <message>
        <source>Line {line}: a name has at most {limit} characters.</source>
        <translation>Rad {line}: ett namn har högst {limit} tecken.</translation>
    </message>
    <message>
        <source>At most {limit} names are allowed.</source>
        <translation>Högst {limit} namn är tillåtna.</translation>
    </message>
    <message>
        <source>The header “{name}” belongs to the connection and is set by this program.</source>
        <translation>Huvudfältet ”{name}” hör till anslutningen och anges av programmet.</translation>
    </message>
    <message>
        <source>Line {line}: the value of “{name}” contains a character that a header cannot carry, such as a line break.</source>
        <translation>Rad {line}: värdet för ”{name}” innehåller ett tecken som ett huvudfält inte kan överföra, till exempel en radbrytning.</translation>
    </message>
    <message>
        <source>Header “{name}”: {what}</source>
        <translation>Huvudfältet ”{name}”: {what}</translation>
    </message>
    <message>
        <source>The payload is empty.</source>
        <translation>Nyttolasten är tom.</translation>
    </message>
    <message>
        <source>The payload contains an invalid Unicode character and cannot be sent.</source>
        <translation>Nyttolasten innehåller ett ogiltigt Unicode-tecken och kan inte skickas.</translation>
    </message>
    <message>
        <source>Nothing is selected for “{label}”, so Ongoing may never fire this webhook.</source>
        <translation>Inget är valt för ”{label}”, så Ongoing kanske aldrig utlöser webhooken.</translation>
    </message>
    <message>
        <source>No transporter selected. Ongoing does not document whether the webhook then fires for all.</source>
        <translation>Ingen transportör är vald. Ongoing dokumenterar inte om webhooken då utlöses för alla.</translation>
    </message>
    <message>
        <source>Neither yes nor no is selected. Ongoing does not document which applies then.</source>
        <translation>Varken ja eller nej är valt. Ongoing dokumenterar inte vad som då gäller.</translation>
    </message>
    <message>
        <source>Not HTTPS: payload and credential would travel unencrypted.</source>
        <translation>Inte HTTPS: nyttolast och inloggningsuppgifter skulle skickas okrypterade.</translation>
    </message>
    <message>
        <source>{host} always means the sender's own computer, so Ongoing's cloud cannot reach yours through it.</source>
        <translation>{host} betyder alltid avsändarens egen dator, så Ongoings moln når inte din genom den.</translation>
    </message>
    <message>
        <source>{host} is an address in a private network, which Ongoing's cloud cannot reach.</source>
        <translation>{host} är en adress i ett privat nätverk, som Ongoings moln inte når.</translation>
    </message>
    <message>
        <source>“{host}” looks like a name in a local network, which Ongoing's cloud cannot resolve.</source>
        <translation>”{host}” ser ut som ett namn i ett lokalt nätverk, som Ongoings moln inte kan slå upp.</translation>
    </message>
    <message>
        <source>“{host}” ends in a reserved name that never resolves.</source>
        <translation>”{host}” slutar på ett reserverat namn, som aldrig går att slå upp.</translation>
    </message>
    <message>
        <source>This is a bare IP address: certificates are rarely issued for one, and it may change.</source>
        <translation>Det här är en ren IP-adress: certifikat utfärdas sällan för en sådan, och den kan ändras.</translation>
    </message>
    <message>
        <source>Port {port} is unusual: firewalls often allow only 80 and 443.</source>
        <translation>Port {port} är ovanlig: brandväggar tillåter ofta bara 80 och 443.</translation>
    </message>
    <message>
        <source>Port {port} is the default port of the other scheme; it probably does not serve {scheme}.</source>
        <translation>Port {port} är den andra metodens standardport; den används troligen inte för {scheme}.</translation>
    </message>
    <message>
        <source>A user name and password in the address end up in lists and logs; enter them in the authentication fields instead.</source>
        <translation>Användarnamn och lösenord i adressen hamnar i listor och loggar; ange dem i fälten för autentisering i stället.</translation>
    </message>
    <message>
        <source>The address itself seems to carry a credential ({names}). It is part of the address, so exported settings, sheets and copies contain it.</source>
        <translation>Själva adressen verkar innehålla en inloggningsuppgift ({names}). Den är en del av adressen, så exporterade inställningar, blad och kopior innehåller den.</translation>
    </message>
    <message>
        <source>The address contains a space, which is sent as %20.</source>
        <translation>Adressen innehåller ett blanksteg, som skickas som %20.</translation>
    </message>
    <message>
        <source>The part from # onwards is never sent.</source>
        <translation>Delen från och med # skickas aldrig.</translation>
    </message>
    <message>
        <source>The address has no path, so all webhooks sent there look alike. Give each webhook its own path.</source>
        <translation>Adressen har ingen sökväg, så alla webhooks som skickas dit ser likadana ut. Ge varje webhook en egen sökväg.</translation>
    </message>
    <message>
        <source>The path contains a double slash; some servers treat that as a different path.</source>
        <translation>Sökvägen innehåller ett dubbelt snedstreck; vissa servrar behandlar det som en annan sökväg.</translation>
    </message>
    <message>
        <source>The host name is not ASCII; it is sent as {plain}. Enter that if Ongoing does not accept this spelling.</source>
        <translation>Värdnamnet är inte ASCII; det skickas som {plain}. Ange det om Ongoing inte godtar den här stavningen.</translation>
    </message>
    <message>
        <source>“{name}” has the same type, goods owner and address: the receiver gets every event twice.</source>
        <translation>”{name}” har samma typ, varuägare och adress: mottagaren får varje händelse två gånger.</translation>
    </message>
    <message>
        <source>{host} resolves to {addresses}.</source>
        <translation>{host} har adressen {addresses}.</translation>
    </message>
    <message>
        <source>{host} is an IP address; no name needs to be looked up.</source>
        <translation>{host} är en IP-adress; inget namn behöver slås upp.</translation>
    </message>
    <message>
        <source>The DNS lookup timed out after {seconds:g} s.</source>
        <translation>DNS-uppslagningen nådde tidsgränsen på {seconds:g} s.</translation>
    </message>
    <message>
        <source>{address} accepts connections.</source>
        <translation>{address} tar emot anslutningar.</translation>
    </message>
    <message>
        <source>{address} refused the connection: nothing listens there, or a firewall blocks it.</source>
        <translation>{address} nekade anslutningen: ingen lyssnar där, eller så spärrar en brandvägg den.</translation>
    </message>
    <message>
        <source>The connection to {address} timed out after {seconds:g} s; a firewall may drop it.</source>
        <translation>Anslutningen till {address} nådde tidsgränsen på {seconds:g} s; en brandvägg kanske kastar den.</translation>
    </message>
    <message>
        <source>{address} cannot be reached: {what}.</source>
        <translation>{address} kan inte nås: {what}.</translation>
    </message>
    <message numerus="yes">
        <source>{version}; the certificate is for this host and was issued by {issuer}; valid until {until} ({days} days).</source>
        <translation>
            <numerusform>{version}; certifikatet gäller den här värden och är utfärdat av {issuer}; giltigt till {until} (1 dag).</numerusform>
            <numerusform>{version}; certifikatet gäller den här värden och är utfärdat av {issuer}; giltigt till {until} ({days} dagar).</numerusform>
        </translation>
        <extra-one>{version}; the certificate is for this host and was issued by {issuer}; valid until {until} (1 day).</extra-one>
    </message>
    <message numerus="yes">
        <source>{version}; the certificate expires on {until}, in {days} days: renew it.</source>
        <translation>
            <numerusform>{version}; certifikatet går ut {until}, om 1 dag: förnya det.</numerusform>
            <numerusform>{version}; certifikatet går ut {until}, om {days} dagar: förnya det.</numerusform>
        </translation>
        <extra-one>{version}; the certificate expires on {until}, in 1 day: renew it.</extra-one>
    </message>
    <message>
        <source>The certificate is not valid before {since}; check the clocks.</source>
        <translation>Certifikatet gäller inte före {since}; kontrollera klockorna.</translation>
    </message>
    <message>
        <source>The certificate is for {names}, not for “{host}”.</source>
        <translation>Certifikatet gäller {names}, inte ”{host}”.</translation>
    </message>
    <message>
        <source>The certificate was issued by {issuer}, which this computer does not trust.</source>
        <translation>Certifikatet är utfärdat av {issuer}, som den här datorn inte litar på.</translation>
    </message>
    <message>
        <source>The certificate is not accepted: {what}.</source>
        <translation>Certifikatet godtas inte: {what}.</translation>
    </message>
    <message>
        <source>The certificate cannot be read.</source>
        <translation>Certifikatet kan inte läsas.</translation>
    </message>
    <message>
        <source>The TLS handshake failed; the server may not use HTTPS on this port.</source>
        <translation>TLS-handskakningen misslyckades; servern kanske inte använder HTTPS på den porten.</translation>
    </message>
    <message>
        <source>The TLS handshake did not finish within {seconds:g} s.</source>
        <translation>TLS-handskakningen blev inte klar inom {seconds:g} s.</translation>
    </message>
    <message>
        <source>HTTP is not encrypted, so there is no certificate to check.</source>
        <translation>HTTP är inte krypterat, så det finns inget certifikat att kontrollera.</translation>
    </message>
    <message>
        <source>Not tried, because an earlier step failed.</source>
        <translation>Inte provat, eftersom ett tidigare steg misslyckades.</translation>
    </message>
    <message>
        <source>This is the result from this computer; Ongoing's network may get another.</source>
        <translation>Det här är resultatet från den här datorn; Ongoings nätverk kan få ett annat.</translation>
    </message>
    <message>
        <source>This address cannot be checked: {what}.</source>
        <translation>Adressen kan inte kontrolleras: {what}.</translation>
    </message>
</context>
<context>
    <name>wording.texts.sending</name>
    <message>
        <source>Ongoing would count this as delivered with {status} (assumed: {rule} counts). No retry.</source>
        <translation>Ongoing skulle räkna detta som levererat med {status} (antaget: {rule} räknas). Inget omförsök.</translation>
    </message>
    <message>
        <source>The response is longer than {limit} MiB; only its beginning was read and stored.</source>
        <translation>Svaret är längre än {limit} MiB; bara början lästes och sparades.</translation>
    </message>
    <message>
        <source>Ongoing would count this as failed: the response was {status}, but {rule} counts (assumed).</source>
        <translation>Ongoing skulle räkna detta som misslyckat: svaret var {status}, men {rule} räknas (antaget).</translation>
    </message>
    <message>
        <source>Ongoing would count this as failed: no complete response was received (assumed).</source>
        <translation>Ongoing skulle räkna detta som misslyckat: inget fullständigt svar togs emot (antaget).</translation>
    </message>
    <message>
        <source>Its retry policy is {policy}, so Ongoing would not try again.</source>
        <translation>Dess omförsökspolicy är {policy}, så Ongoing skulle inte försöka igen.</translation>
    </message>
    <message numerus="yes">
        <source>Ongoing would try again at {first}: {count} retries ({reading}, assumed).</source>
        <translation>
            <numerusform>Ongoing skulle försöka igen {first}: 1 omförsök ({reading}, antaget).</numerusform>
            <numerusform>Ongoing skulle försöka igen {first}: {count} omförsök ({reading}, antaget).</numerusform>
        </translation>
        <extra-one>Ongoing would try again at {first}: 1 retry ({reading}, assumed).</extra-one>
    </message>
    <message>
        <source>Ongoing would try again at {first}, then {every} until {last}: {count} retries ({reading}, assumed).</source>
        <translation>Ongoing skulle försöka igen {first}, sedan {every} till {last}: {count} omförsök ({reading}, antaget).</translation>
    </message>
    <message>
        <source>The receiver asks for {asked}; the request carried {sent}.</source>
        <translation>Mottagaren begär {asked}; begäran innehöll {sent}.</translation>
    </message>
    <message>
        <source>The receiver asks for {asked} and the request carried {sent}, so the {what} is wrong.</source>
        <translation>Mottagaren begär {asked} och begäran innehöll {sent}, så det är fel på {what}.</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>ingenting</translation>
    </message>
    <message>
        <source>304 means that the requested content has not changed; a webhook receiver has no reason to answer with it.</source>
        <translation>304 betyder att det begärda innehållet inte har ändrats; en webhookmottagare har ingen anledning att svara så.</translation>
    </message>
    <message>
        <source>The receiver uses HTTPS on this port: begin the address with https://.</source>
        <translation>Mottagaren använder HTTPS på den här porten: börja adressen med https://.</translation>
    </message>
    <message>
        <source>The receiver wants different credentials but does not say which; the request carried {sent}.</source>
        <translation>Mottagaren vill ha andra inloggningsuppgifter men anger inte vilka; begäran innehöll {sent}.</translation>
    </message>
    <message>
        <source>The receiver does not allow this request; check what the credential is allowed to do.</source>
        <translation>Mottagaren tillåter inte begäran; kontrollera vad inloggningsuppgiften får göra.</translation>
    </message>
    <message>
        <source>The receiver has nothing at this path; check the address.</source>
        <translation>Mottagaren har inget på den här sökvägen; kontrollera adressen.</translation>
    </message>
    <message>
        <source>The receiver does not accept POST at this path (that Ongoing sends POST is assumed).</source>
        <translation>Mottagaren accepterar inte POST på den här sökvägen (att Ongoing skickar POST är antaget).</translation>
    </message>
    <message>
        <source>The payload is too large for the receiver.</source>
        <translation>Nyttolasten är för stor för mottagaren.</translation>
    </message>
    <message>
        <source>The receiver does not accept application/json (that Ongoing sends it is assumed).</source>
        <translation>Mottagaren accepterar inte application/json (att Ongoing skickar det är antaget).</translation>
    </message>
    <message>
        <source>The receiver asks for fewer requests.</source>
        <translation>Mottagaren ber om färre begäranden.</translation>
    </message>
    <message>
        <source>The receiver failed; check its log.</source>
        <translation>Mottagaren misslyckades; se efter i dess logg.</translation>
    </message>
    <message>
        <source>Redirects are not followed (assumed of Ongoing): enter the final address instead. This one points to {location}.</source>
        <translation>Omdirigeringar följs inte (antaget om Ongoing): ange den slutliga adressen i stället. Den här pekar på {location}.</translation>
    </message>
    <message>
        <source>The redirect was not followed: it does not lead to a valid address.</source>
        <translation>Omdirigeringen följdes inte: den leder inte till en giltig adress.</translation>
    </message>
    <message>
        <source>The redirect was not followed: it leads from HTTPS to unencrypted HTTP.</source>
        <translation>Omdirigeringen följdes inte: den leder från HTTPS till okrypterad HTTP.</translation>
    </message>
    <message>
        <source>There were more than {limit} redirects in a row; the rest were not followed.</source>
        <translation>Det var fler än {limit} omdirigeringar i rad; resten följdes inte.</translation>
    </message>
    <message>
        <source>The redirect was not followed: it leads to {host}, which you have not confirmed.</source>
        <translation>Omdirigeringen följdes inte: den leder till {host}, som du inte har bekräftat.</translation>
    </message>
    <message>
        <source>{host}:{port} refused the connection: nothing listens there, or a firewall blocks it.</source>
        <translation>{host}:{port} nekade anslutningen: ingen lyssnar där, eller så spärrar en brandvägg den.</translation>
    </message>
    <message>
        <source>The connection to {host}:{port} timed out after {seconds:g} s; a firewall may drop it.</source>
        <translation>Anslutningen till {host}:{port} nådde tidsgränsen på {seconds:g} s; en brandvägg kanske kastar den.</translation>
    </message>
    <message>
        <source>The TLS handshake with {host}:{port} did not finish within {seconds:g} s. Nothing was sent.</source>
        <translation>TLS-handskakningen med {host}:{port} blev inte klar inom {seconds:g} s. Inget skickades.</translation>
    </message>
    <message>
        <source>{host}:{port} accepted the request but did not continue its response within {seconds:g} s.</source>
        <translation>{host}:{port} tog emot begäran men fortsatte inte sitt svar inom {seconds:g} s.</translation>
    </message>
    <message>
        <source>The whole exchange with {host}:{port} took longer than {seconds:g} s and was stopped.</source>
        <translation>Hela anropet till {host}:{port} tog längre än {seconds:g} s och avbröts.</translation>
    </message>
    <message>
        <source>The certificate for {host} has expired or is not valid yet. Nothing was sent.</source>
        <translation>Certifikatet för {host} har gått ut eller är inte giltigt ännu. Inget skickades.</translation>
    </message>
    <message>
        <source>The certificate is not for {host}. Nothing was sent.</source>
        <translation>Certifikatet gäller inte {host}. Inget skickades.</translation>
    </message>
    <message>
        <source>The certificate for {host} is self-signed or issued by an untrusted authority. Nothing was sent.</source>
        <translation>Certifikatet för {host} är självsignerat eller utfärdat av någon som inte är betrodd. Inget skickades.</translation>
    </message>
    <message>
        <source>The TLS handshake with {host}:{port} failed; the server may not use HTTPS on this port. Nothing was sent.</source>
        <translation>TLS-handskakningen med {host}:{port} misslyckades; servern kanske inte använder HTTPS på den porten. Inget skickades.</translation>
    </message>
    <message>
        <source>The DNS lookup of {host} timed out after {seconds:g} s.</source>
        <translation>DNS-uppslagningen av {host} nådde tidsgränsen på {seconds:g} s.</translation>
    </message>
    <message>
        <source>{host}:{port} accepted the connection but not the whole request within {seconds:g} s.</source>
        <translation>{host}:{port} tog emot anslutningen men inte hela begäran inom {seconds:g} s.</translation>
    </message>
    <message>
        <source>{host}:{port} supports only TLS versions older than 1.2, which are not safe. Nothing was sent.</source>
        <translation>{host}:{port} stöder bara TLS-versioner äldre än 1.2, som inte är säkra. Inget skickades.</translation>
    </message>
    <message>
        <source>{host}:{port} does not use TLS; perhaps the address should begin with http://. Nothing was sent.</source>
        <translation>{host}:{port} använder inte TLS; adressen kanske ska börja med http://. Inget skickades.</translation>
    </message>
    <message>
        <source>The file with your own certificate authorities cannot be used: {why}. Nothing was sent.</source>
        <translation>Filen med dina egna certifikatutfärdare kan inte användas: {why}. Inget skickades.</translation>
    </message>
    <message>
        <source>{host}:{port} kept sending headers without an end, so the connection was closed.</source>
        <translation>{host}:{port} skickade huvudfält utan slut, så anslutningen stängdes.</translation>
    </message>
    <message>
        <source>{host}:{port} uses TLS; begin the address with https://.</source>
        <translation>{host}:{port} använder TLS; börja adressen med https://.</translation>
    </message>
    <message>
        <source>{host} leads to {address}, where clouds provide a machine's credentials. Nothing was sent; to send there, enter that address itself.</source>
        <translation>{host} leder till {address}, där moln lämnar ut en dators inloggningsuppgifter. Inget skickades; ange själva adressen för att skicka dit.</translation>
    </message>
    <message>
        <source>The proxy {proxy} could not be used: {what}. Nothing reached {host}.</source>
        <translation>Proxyn {proxy} kunde inte användas: {what}. Inget nådde {host}.</translation>
    </message>
    <message>
        <source>The proxy {proxy} did not connect to {host}:{port}; it answered {status}.</source>
        <translation>Proxyn {proxy} anslöt inte till {host}:{port}; den svarade {status}.</translation>
    </message>
    <message>
        <source>{host}:{port} reset the connection.</source>
        <translation>{host}:{port} bröt anslutningen.</translation>
    </message>
    <message>
        <source>{host}:{port} closed the connection before the response was complete.</source>
        <translation>{host}:{port} stängde anslutningen innan svaret var fullständigt.</translation>
    </message>
    <message>
        <source>{host}:{port} reset the connection without a response. If it uses TLS, begin the address with https://.</source>
        <translation>{host}:{port} bröt anslutningen utan svar. Om den använder TLS, börja adressen med https://.</translation>
    </message>
    <message>
        <source>{host}:{port} closed the connection without a response. If it uses TLS, begin the address with https://.</source>
        <translation>{host}:{port} stängde anslutningen utan svar. Om den använder TLS, börja adressen med https://.</translation>
    </message>
    <message>
        <source>{host}:{port} closed the connection after {got} bytes, in the middle of the response headers.</source>
        <translation>{host}:{port} stängde anslutningen efter {got} byte, mitt i svarets huvud.</translation>
    </message>
    <message>
        <source>{host}:{port} answered {status}, but closed the connection after {got} bytes of the body, before it was complete.</source>
        <translation>{host}:{port} svarade {status}, men stängde anslutningen efter {got} byte av innehållet, innan det var fullständigt.</translation>
    </message>
    <message>
        <source>{host}:{port} sent a response that is not HTTP: line {line} is “{text}”.</source>
        <translation>{host}:{port} skickade ett svar som inte är HTTP: rad {line} är ”{text}”.</translation>
    </message>
    <message>
        <source>{host}:{port} answered {status}, but its body violates HTTP after {got} bytes.</source>
        <translation>{host}:{port} svarade {status}, men innehållet bryter mot HTTP efter {got} byte.</translation>
    </message>
    <message>
        <source>{host}:{port} sent a response that is not HTTP.</source>
        <translation>{host}:{port} skickade ett svar som inte är HTTP.</translation>
    </message>
    <message>
        <source>No network leads to {host}.</source>
        <translation>Inget nätverk leder till {host}.</translation>
    </message>
    <message>
        <source>The address cannot be used: {what}.</source>
        <translation>Adressen kan inte användas: {what}.</translation>
    </message>
    <message>
        <source>The request failed: {what}.</source>
        <translation>Begäran misslyckades: {what}.</translation>
    </message>
    <message>
        <source>The test was cancelled before a response was received.</source>
        <translation>Testet avbröts innan ett svar togs emot.</translation>
    </message>
    <message>
        <source>No credential is stored for this webhook; edit the webhook to enter one.</source>
        <translation>Inga inloggningsuppgifter är sparade för den här webhooken; redigera webhooken för att ange dem.</translation>
    </message>
    <message>
        <source>The credential cannot be read: {why}</source>
        <translation>Inloggningsuppgiften kan inte läsas: {why}</translation>
    </message>
    <message>
        <source>This webhook no longer exists.</source>
        <translation>Webhooken finns inte längre.</translation>
    </message>
    <message>
        <source>No local address is set for this webhook.</source>
        <translation>Ingen lokal adress är angiven för den här webhooken.</translation>
    </message>
    <message>
        <source>{host} is not this computer, and more than one request would reach it{with}.</source>
        <translation>{host} är inte den här datorn, och mer än en begäran skulle nå den{with}.</translation>
    </message>
    <message>
        <source>{host} is where cloud providers give a machine its credentials, so it is hardly a webhook receiver.</source>
        <translation>På {host} lämnar molnleverantörer ut en dators inloggningsuppgifter, så det är knappast en webhookmottagare.</translation>
    </message>
    <message>
        <source>{host} is marked as production, where real orders are handled. To send anyway, type {typed}.</source>
        <translation>{host} är märkt som produktion, där verkliga ordrar hanteras. Skriv {typed} för att skicka ändå.</translation>
    </message>
    <message>
        <source>The name of a webhook or system suggests production.</source>
        <translation>Namnet på en webhook eller ett system tyder på produktion.</translation>
    </message>
    <message>
        <source>{host} is not this computer. The request {carries}will reach a real receiver.</source>
        <translation>{host} är inte den här datorn. Begäran {carries}når en verklig mottagare.</translation>
    </message>
    <message>
        <source>carries the webhook's credential and </source>
        <translation>innehåller webhookens inloggningsuppgift och </translation>
    </message>
    <message>
        <source>, with the webhook's credential</source>
        <translation>, med webhookens inloggningsuppgift</translation>
    </message>
    <message>
        <source>A delivery for this webhook is already running; cancel it or wait until it ends.</source>
        <translation>En leverans för den här webhooken pågår redan; avbryt den eller vänta tills den är klar.</translation>
    </message>
    <message>
        <source>Delivered at attempt {number} of {count}. Ongoing would stop here (assumed).</source>
        <translation>Levererad vid försök {number} av {count}. Ongoing skulle sluta här (antaget).</translation>
    </message>
    <message>
        <source>Delivered at the first attempt: no retry is needed.</source>
        <translation>Levererad vid första försöket: inget omförsök behövs.</translation>
    </message>
    <message numerus="yes">
        <source>Not delivered: all {count} attempts failed. Ongoing would give up here, and the receiver would never get the event.</source>
        <translation>
            <numerusform>Inte levererad: det enda försöket misslyckades. Ongoing skulle ge upp här, och mottagaren skulle aldrig få händelsen.</numerusform>
            <numerusform>Inte levererad: alla {count} försök misslyckades. Ongoing skulle ge upp här, och mottagaren skulle aldrig få händelsen.</numerusform>
        </translation>
        <extra-one>Not delivered: the only attempt failed. Ongoing would give up here, and the receiver would never get the event.</extra-one>
    </message>
    <message>
        <source>Not delivered. The retry policy is None, so Ongoing would not try again.</source>
        <translation>Inte levererad. Omförsökspolicyn är Ingen, så Ongoing skulle inte försöka igen.</translation>
    </message>
    <message numerus="yes">
        <source>Cancelled after {count} attempts.</source>
        <translation>
            <numerusform>Avbruten efter 1 försök.</numerusform>
            <numerusform>Avbruten efter {count} försök.</numerusform>
        </translation>
        <extra-one>Cancelled after 1 attempt.</extra-one>
    </message>
    <message numerus="yes">
        <source>Interrupted after {count} attempts: the program closed or could not continue. Nothing more will be sent.</source>
        <translation>
            <numerusform>Avbruten efter 1 försök: programmet stängdes eller kunde inte fortsätta. Inget mer skickas.</numerusform>
            <numerusform>Avbruten efter {count} försök: programmet stängdes eller kunde inte fortsätta. Inget mer skickas.</numerusform>
        </translation>
        <extra-one>Interrupted after 1 attempt: the program closed or could not continue. Nothing more will be sent.</extra-one>
    </message>
    <message numerus="yes">
        <source>Another process is running this: {number} of {count} attempts so far. Cancel it there.</source>
        <translation>
            <numerusform>En annan process kör detta: {number} av 1 försök hittills. Avbryt det där.</numerusform>
            <numerusform>En annan process kör detta: {number} av {count} försök hittills. Avbryt det där.</numerusform>
        </translation>
        <extra-one>Another process is running this: {number} of 1 attempt so far. Cancel it there.</extra-one>
    </message>
    <message>
        <source>Attempt {number} of {count} is being sent.</source>
        <translation>Försök {number} av {count} skickas.</translation>
    </message>
    <message>
        <source>Attempt {number} of {count} is due in {left}.</source>
        <translation>Försök {number} av {count} görs om {left}.</translation>
    </message>
    <message>
        <source>Paused before attempt {number} of {count}.</source>
        <translation>Pausat före försök {number} av {count}.</translation>
    </message>
    <message>
        <source>Attempt {number} of {count} is waiting: press Next attempt.</source>
        <translation>Försök {number} av {count} väntar: tryck på Nästa försök.</translation>
    </message>
    <message>
        <source>{late} late, because this computer slept or was suspended; the remaining attempts are later by the same time</source>
        <translation>{late} försenat, eftersom datorn var i viloläge eller pausad; de återstående försöken skjuts upp lika länge</translation>
    </message>
    <message>
        <source>Look-ups at Ongoing’s API are not sent again. Look the exchange up once more instead.</source>
        <translation>Uppslag i Ongoings API skickas inte igen. Slå upp anropet en gång till i stället.</translation>
    </message>
    <message>
        <source>Select an exchange in Inbox or History to send it again.</source>
        <translation>Välj ett anrop i Inkorg eller Historik för att skicka det igen.</translation>
    </message>
    <message>
        <source>Select at most {most} exchanges.</source>
        <translation>Markera högst {most} anrop.</translation>
    </message>
    <message>
        <source>Exchange {id} is no longer in the history.</source>
        <translation>Anrop {id} finns inte längre i historiken.</translation>
    </message>
    <message>
        <source>The address of exchange {id} was not stored in full (it contained a credential); choose another target.</source>
        <translation>Adressen till anrop {id} sparades inte i sin helhet (den innehöll en inloggningsuppgift); välj ett annat mål.</translation>
    </message>
    <message>
        <source>Exchange {id} belongs to no webhook; choose another address.</source>
        <translation>Anrop {id} hör inte till någon webhook; välj en annan adress.</translation>
    </message>
    <message>
        <source>Exchange {id} is not a complete request, so it cannot be sent again.</source>
        <translation>Anrop {id} är ingen fullständig begäran, så det kan inte skickas igen.</translation>
    </message>
    <message>
        <source>No credential was stored for exchange {id}; only webhooks set to keep credentials as received store them.</source>
        <translation>Ingen inloggningsuppgift sparades för anrop {id}; det görs bara för webhooks som är inställda på att behålla den som den togs emot.</translation>
    </message>
    <message>
        <source>Sent again to {host}: {result} in {took}. {what}</source>
        <translation>Skickades igen till {host}: {result} på {took}. {what}</translation>
    </message>
    <message>
        <source>No request in this list has failed, or each event that failed has succeeded since.</source>
        <translation>Ingen begäran i listan har misslyckats, eller så har varje misslyckad händelse lyckats sedan dess.</translation>
    </message>
    <message>
        <source>More than {most} requests in this list have failed. Limit the list with a filter first.</source>
        <translation>Fler än {most} begäranden i listan har misslyckats. Begränsa först listan med ett filter.</translation>
    </message>
    <message>
        <source>Looking for failed requests in this list …</source>
        <translation>Söker misslyckade begäranden i listan …</translation>
    </message>
    <message>
        <source>This exchange has no body that can be read as text.</source>
        <translation>Anropet har inget innehåll som kan läsas som text.</translation>
    </message>
    <message>
        <source>This exchange is no longer in the history.</source>
        <translation>Anropet finns inte längre i historiken.</translation>
    </message>
    <message>
        <source>“{name}” is saved.</source>
        <translation>”{name}” är sparad.</translation>
    </message>
    <message>
        <source>Cancelled. The connection was closed.</source>
        <translation>Avbrutet. Anslutningen stängdes.</translation>
    </message>
    <message>
        <source>The name is longer than {most} characters.</source>
        <translation>Namnet är längre än {most} tecken.</translation>
    </message>
    <message>
        <source>The address contains a credential in its query, which is not saved. Send it without saving, or remove it.</source>
        <translation>Adressens frågesträng innehåller en inloggningsuppgift, som inte sparas. Skicka den utan att spara, eller ta bort uppgiften.</translation>
    </message>
    <message>
        <source>The webhook whose credential was to be sent no longer exists. Choose another one, or none.</source>
        <translation>Webhooken vars inloggningsuppgift skulle skickas finns inte längre. Välj en annan, eller ingen.</translation>
    </message>
    <message>
        <source>{name} is not a saved request of this program.</source>
        <translation>{name} är inte en begäran som programmet har sparat.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {what}</source>
        <translation>{name} kan inte läsas: {what}</translation>
    </message>
    <message>
        <source>There is no file and no saved payload named “{name}”. Saved: {known}.</source>
        <translation>Det finns ingen fil eller sparad nyttolast med namnet ”{name}”. Sparade: {known}.</translation>
    </message>
    <message>
        <source>There is no file named “{name}”, and no payload has been saved.</source>
        <translation>Det finns ingen fil med namnet ”{name}”, och ingen nyttolast har sparats.</translation>
    </message>
    <message>
        <source>Waiting for the response to the request that was sent again.</source>
        <translation>Väntar på svaret på den begäran som skickades igen.</translation>
    </message>
    <message>
        <source>Answered with a 2xx: {good} of {count}.</source>
        <translation>Besvarade med 2xx: {good} av {count}.</translation>
    </message>
    <message>
        <source>Better than in the last run: {titles}.</source>
        <translation>Bättre än i förra körningen: {titles}.</translation>
    </message>
    <message>
        <source>In the last run “{title}” {before}; now it {now}.</source>
        <translation>”{title}”: {before} i förra körningen, {now} nu.</translation>
    </message>
    <message>
        <source>Recommended probes that failed: {count}.</source>
        <translation>Rekommenderade prov som misslyckades: {count}.</translation>
    </message>
    <message>
        <source>Not ready for Ongoing. Required probes that failed: {count}.</source>
        <translation>Inte redo för Ongoing. Obligatoriska prov som misslyckades: {count}.</translation>
    </message>
    <message>
        <source>(answer with --answer {probe}=yes or {probe}=no)</source>
        <translation>(svara med --answer {probe}=yes eller {probe}=no)</translation>
    </message>
    <message numerus="yes">
        <source>{count} questions are left that only you can answer. They are below the list, one after the other.</source>
        <translation>
            <numerusform>En fråga återstår som bara du kan besvara. Den står under listan.</numerusform>
            <numerusform>{count} frågor återstår som bara du kan besvara. De står under listan, en i taget.</numerusform>
        </translation>
        <extra-one>One question is left that only you can answer. It is below the list.</extra-one>
    </message>
    <message>
        <source>Ready for Ongoing: all required probes passed.</source>
        <translation>Redo för Ongoing: alla obligatoriska prov godkändes.</translation>
    </message>
    <message>
        <source>Report saved as {path}.</source>
        <translation>Rapporten sparades som {path}.</translation>
    </message>
    <message>
        <source>Worse than in the last run: {titles}.</source>
        <translation>Sämre än i förra körningen: {titles}.</translation>
    </message>
</context>
<context>
    <name>wording.texts.storage</name>
    <message>
        <source>There is no space left to write {path}, or a file size limit was reached. Free some space and try again; nothing was changed.</source>
        <translation>Det finns ingen plats kvar för att skriva {path}, eller så nåddes en gräns för filstorlek. Frigör utrymme och försök igen; inget ändrades.</translation>
    </message>
    <message>
        <source>Another program is using {path}. Close it and try again; nothing was changed.</source>
        <translation>Ett annat program använder {path}. Stäng det och försök igen; inget ändrades.</translation>
    </message>
    <message>
        <source>{path} is damaged.</source>
        <translation>{path} är skadad.</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of this program (format {version}; this one supports {known}). It was not changed; update the program.</source>
        <translation>{path} skrevs av en nyare version av programmet (format {version}; den här stöder {known}). Den ändrades inte; uppdatera programmet.</translation>
    </message>
    <message>
        <source>{path} cannot be used: {why}. Check the folder's permissions, or choose another with --data-dir.</source>
        <translation>{path} kan inte användas: {why}. Kontrollera mappens behörigheter, eller välj en annan med --data-dir.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: this program may not open more files (ulimit -n). Raise that limit and try again; nothing was changed.</source>
        <translation>{path} kan inte öppnas: programmet får inte öppna fler filer (ulimit -n). Höj gränsen och försök igen; inget ändrades.</translation>
    </message>
    <message>
        <source>{path} belongs to another user ({owner}) and may not be used; perhaps the program was once run with sudo. Change the owner back (chown) and try again; nothing was changed.</source>
        <translation>{path} hör till en annan användare ({owner}) och får inte användas; programmet kördes kanske en gång med sudo. Ändra tillbaka ägaren (chown) och försök igen; inget ändrades.</translation>
    </message>
    <message>
        <source>This user may not read and write {path}. Change its permissions and try again; nothing was changed.</source>
        <translation>Den här användaren får inte läsa och skriva {path}. Ändra behörigheterna och försök igen; inget ändrades.</translation>
    </message>
    <message>
        <source>{path} is on a read-only file system. Make it writable, or choose another folder with --data-dir; nothing was changed.</source>
        <translation>{path} ligger på ett skrivskyddat filsystem. Gör det skrivbart, eller välj en annan mapp med --data-dir; inget ändrades.</translation>
    </message>
    <message>
        <source>{path} is a link to {target}, which does not exist. Connect the disk it is on and try again; nothing was changed.</source>
        <translation>{path} är en länk till {target}, som inte finns. Anslut disken som den ligger på och försök igen; inget ändrades.</translation>
    </message>
    <message>
        <source>{path} is not a file. Move it away and try again; nothing was changed.</source>
        <translation>{path} är ingen fil. Flytta undan den och försök igen; inget ändrades.</translation>
    </message>
    <message>
        <source>{path} cannot be locked: its file system does not support locks, so two programs could damage the data. Choose a folder on a local disk with --data-dir; nothing was changed.</source>
        <translation>{path} kan inte låsas: dess filsystem stöder inte lås, så två program skulle kunna skada data. Välj en mapp på en lokal disk med --data-dir; inget ändrades.</translation>
    </message>
    <message>
        <source>{path} cannot be used: {why}. Check the disk and the folder's permissions, or choose another with --data-dir; nothing was changed.</source>
        <translation>{path} kan inte användas: {why}. Kontrollera disken och mappens behörigheter, eller välj en annan med --data-dir; inget ändrades.</translation>
    </message>
    <message>
        <source>The data folder cannot be used: {path}: {why}. Choose another with --data-dir.</source>
        <translation>Datamappen kan inte användas: {path}: {why}. Välj en annan med --data-dir.</translation>
    </message>
    <message>
        <source>{path} is closed.</source>
        <translation>{path} är stängd.</translation>
    </message>
    <message>
        <source>The data folder {path} is being opened, changed or used by another Ongoing Desktop program that cannot share it now. Close it and try again.</source>
        <translation>Datamappen {path} öppnas, ändras eller används av ett annat Ongoing Desktop-program som inte kan dela den nu. Stäng det och försök igen.</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>Sökningen avbröts.</translation>
    </message>
    <message>
        <source>{path} was damaged. It was kept as {aside}, and a new one was created.</source>
        <translation>{path} var skadad. Den behölls som {aside}, och en ny skapades.</translation>
    </message>
    <message>
        <source>{path} belonged to another program. It was kept as {aside}, and a new one was created.</source>
        <translation>{path} hörde till ett annat program. Den behölls som {aside}, och en ny skapades.</translation>
    </message>
    <message>
        <source>{path} was a folder instead of a file. It was kept as {aside}, and a new file was created.</source>
        <translation>{path} var en mapp i stället för en fil. Den behölls som {aside}, och en ny fil skapades.</translation>
    </message>
    <message>
        <source>On {at} {name} was damaged and a new one was created; the damaged one was kept as {aside}. Use “restore” to recover what is still readable.</source>
        <translation>Den {at} var {name} skadad och en ny skapades; den skadade behölls som {aside}. Använd ”restore” för att få tillbaka det som ännu kan läsas.</translation>
    </message>
    <message>
        <source>On {at} the file or folder {name} could not be used; it was kept as {aside}.</source>
        <translation>Den {at} kunde filen eller mappen {name} inte användas; den behölls som {aside}.</translation>
    </message>
    <message>
        <source>There are no damaged files that you have not dealt with.</source>
        <translation>Det finns inga skadade filer som du inte har hanterat.</translation>
    </message>
    <message>
        <source>Restored: {exchanges} exchanges, {systems} systems, {webhooks} webhooks. Unreadable parts of the settings: {damaged}.</source>
        <translation>Återställt: {exchanges} anrop, {systems} system, {webhooks} webhooks. Delar av inställningarna som inte kunde läsas: {damaged}.</translation>
    </message>
    <message>
        <source>Kept: {path}</source>
        <translation>Behållna: {path}</translation>
    </message>
    <message>
        <source>The write-ahead log of {path} did not match it. It was kept as {aside}; the content of the file itself is here.</source>
        <translation>Loggfilen för skrivningar till {path} stämde inte med den. Den behölls som {aside}; själva filens innehåll finns här.</translation>
    </message>
    <message>
        <source>The settings come from the last good copy, of {at}. Later changes are lost, so look through them.</source>
        <translation>Inställningarna kommer från den senaste goda kopian, av {at}. Senare ändringar är förlorade, så titta igenom dem.</translation>
    </message>
    <message>
        <source>The last good copy {path} is damaged too, so the settings are empty.</source>
        <translation>Även den senaste goda kopian {path} är skadad, så inställningarna är tomma.</translation>
    </message>
    <message>
        <source>Parts of {path} are damaged. At the next start it will be kept under another name and a new one will be created.</source>
        <translation>Delar av {path} är skadade. Vid nästa start behålls den under ett annat namn och en ny skapas.</translation>
    </message>
    <message>
        <source>There is no space left to write {path}. The old file, if any, is unchanged.</source>
        <translation>Det finns ingen plats kvar för att skriva {path}. Den gamla filen, om någon, är oförändrad.</translation>
    </message>
    <message>
        <source>{path} could not be written: {why}. The old file, if any, is unchanged.</source>
        <translation>{path} kunde inte skrivas: {why}. Den gamla filen, om någon, är oförändrad.</translation>
    </message>
    <message>
        <source>A quotation mark in the filter is not closed (column {column}).</source>
        <translation>Ett citattecken i filtret är inte stängt (kolumn {column}).</translation>
    </message>
    <message>
        <source>Put a space after the closing quotation mark (column {column}).</source>
        <translation>Sätt ett blanksteg efter det avslutande citattecknet (kolumn {column}).</translation>
    </message>
    <message>
        <source>“{value}” needs a number after the sign (column {column}), such as &gt;=400.</source>
        <translation>”{value}” behöver ett tal efter tecknet (kolumn {column}), till exempel &gt;=400.</translation>
    </message>
    <message>
        <source>“{path}” is not a path to a field (column {column}). Examples: orderStatus.number, orderLines[0].id.</source>
        <translation>”{path}” är ingen sökväg till ett fält (kolumn {column}). Exempel: orderStatus.number, orderLines[0].id.</translation>
    </message>
    <message>
        <source>Unknown filter key “{key}” (column {column}). Keys: {keys}. To search for the text itself, put it in quotation marks.</source>
        <translation>Okänd filternyckel ”{key}” (kolumn {column}). Nycklar: {keys}. Sätt texten inom citattecken för att söka efter den själv.</translation>
    </message>
    <message>
        <source>Enter a value for {key}: without a space after the colon (column {column}).</source>
        <translation>Ange ett värde för {key}: utan blanksteg efter kolonet (kolumn {column}).</translation>
    </message>
    <message>
        <source>“{value}” is not a valid value for {key}: (column {column}). Use {known}.</source>
        <translation>”{value}” är inget giltigt värde för {key}: (kolumn {column}). Använd {known}.</translation>
    </message>
    <message>
        <source>“{value}” is not a valid status (column {column}). Write it as 200, 4xx, &gt;=500 or none.</source>
        <translation>”{value}” är ingen giltig status (kolumn {column}). Skriv den som 200, 4xx, &gt;=500 eller none.</translation>
    </message>
    <message>
        <source>“{value}” is not a valid size (column {column}). Write it as &gt;10k or &lt;1M.</source>
        <translation>”{value}” är ingen giltig storlek (kolumn {column}). Skriv den som &gt;10k eller &lt;1M.</translation>
    </message>
    <message>
        <source>“{value}” is not a valid time (column {column}). Write it as 2026-01-31, 10:00 or -2h.</source>
        <translation>”{value}” är ingen giltig tid (kolumn {column}). Skriv den som 2026-01-31, 10:00 eller -2h.</translation>
    </message>
    <message>
        <source>The filter is longer than {limit} characters.</source>
        <translation>Filtret är längre än {limit} tecken.</translation>
    </message>
    <message>
        <source>The filter has more than {limit} terms.</source>
        <translation>Filtret har fler än {limit} villkor.</translation>
    </message>
    <message>
        <source>This computer has no usable keyring, so credentials cannot be stored.</source>
        <translation>Datorn har ingen användbar nyckelring, så inloggningsuppgifter kan inte sparas.</translation>
    </message>
    <message>
        <source>The keyring's configuration file, python_keyring/keyringrc.cfg in your configuration folder, cannot be used: it is broken, or it names a keyring that is not installed. Correct it or remove it.</source>
        <translation>Nyckelringens konfigurationsfil, python_keyring/keyringrc.cfg i din konfigurationsmapp, kan inte användas: den är trasig, eller så anger den en nyckelring som inte är installerad. Rätta den eller ta bort den.</translation>
    </message>
    <message>
        <source>The environment variable PYTHON_KEYRING_BACKEND names a keyring that cannot be loaded. Correct it or unset it.</source>
        <translation>Miljövariabeln PYTHON_KEYRING_BACKEND anger en nyckelring som inte kan läsas in. Rätta den eller ta bort den.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it and try again.</source>
        <translation>Nyckelringen är låst. Lås upp den och försök igen.</translation>
    </message>
    <message>
        <source>The keyring refused the credential.</source>
        <translation>Nyckelringen nekade inloggningsuppgiften.</translation>
    </message>
    <message>
        <source>The keyring failed. Try again; if it keeps failing, log out and in again.</source>
        <translation>Nyckelringen misslyckades. Försök igen; om den fortsätter att misslyckas, logga ut och in igen.</translation>
    </message>
    <message>
        <source>The keyring ({name}) accepted the credential but did not return it; nothing was stored.</source>
        <translation>Nyckelringen ({name}) tog emot inloggningsuppgiften men lämnade inte tillbaka den; inget sparades.</translation>
    </message>
    <message>
        <source>The credential contains an invalid Unicode character and cannot be stored.</source>
        <translation>Inloggningsuppgiften innehåller ett ogiltigt Unicode-tecken och kan inte sparas.</translation>
    </message>
    <message>
        <source>The credential is longer than 1,280 characters, the most that every keyring can store.</source>
        <translation>Inloggningsuppgiften är längre än 1 280 tecken, det mesta som alla nyckelringar kan spara.</translation>
    </message>
    <message>
        <source>The keyring did not respond; perhaps it is waiting for its password in another window.</source>
        <translation>Nyckelringen svarade inte; den kanske väntar på sitt lösenord i ett annat fönster.</translation>
    </message>
    <message>
        <source>It is short and could be guessed. Use 20 or more random characters.</source>
        <translation>Den är kort och skulle kunna gissas. Använd minst 20 slumpmässiga tecken.</translation>
    </message>
    <message>
        <source>It consists of few different characters, which are quickly guessed.</source>
        <translation>Den består av få olika tecken, som snabbt gissas.</translation>
    </message>
    <message>
        <source>It begins or ends with a space; make sure that this is intended.</source>
        <translation>Den börjar eller slutar med ett blanksteg; kontrollera att det är avsiktligt.</translation>
    </message>
    <message>
        <source>It contains letters outside ASCII; the other side must read them as UTF-8 too.</source>
        <translation>Den innehåller bokstäver utanför ASCII; den andra sidan måste också läsa dem som UTF-8.</translation>
    </message>
    <message>
        <source>No credential is stored.</source>
        <translation>Inga inloggningsuppgifter är sparade.</translation>
    </message>
    <message>
        <source>Another window or command is storing a credential. Try again.</source>
        <translation>Ett annat fönster eller kommando sparar en inloggningsuppgift. Försök igen.</translation>
    </message>
    <message>
        <source>Another window uses the data folder {path} but did not respond, so this one was not opened.</source>
        <translation>Ett annat fönster använder datamappen {path} men svarade inte, så det här öppnades inte.</translation>
    </message>
    <message>
        <source>Not entered in Ongoing yet</source>
        <translation>Inte inmatad i Ongoing ännu</translation>
    </message>
    <message>
        <source>Entered in Ongoing on {at}</source>
        <translation>Inmatad i Ongoing {at}</translation>
    </message>
    <message>
        <source>Changed here since it was entered in Ongoing</source>
        <translation>Ändrad här sedan den matades in i Ongoing</translation>
    </message>
    <message>
        <source>A request was received on {at}</source>
        <translation>En begäran togs emot {at}</translation>
    </message>
    <message>
        <source>A request was received on {at}, from this computer</source>
        <translation>En begäran togs emot {at}, från den här datorn</translation>
    </message>
    <message>
        <source>Not entered in Ongoing</source>
        <translation>Inte inmatad i Ongoing</translation>
    </message>
    <message>
        <source>Entered in Ongoing {on}</source>
        <translation>Inmatad i Ongoing {on}</translation>
    </message>
    <message>
        <source>Changed since it was entered</source>
        <translation>Ändrad efter inmatningen</translation>
    </message>
    <message>
        <source>Request {on}</source>
        <translation>Begäran {on}</translation>
    </message>
    <message>
        <source>Local request {on}</source>
        <translation>Lokal begäran {on}</translation>
    </message>
    <message>
        <source>No credential is needed.</source>
        <translation>Inga inloggningsuppgifter behövs.</translation>
    </message>
    <message>
        <source>Stored in {keyring} and can be read.</source>
        <translation>Sparad i {keyring} och kan läsas.</translation>
    </message>
    <message>
        <source>this computer’s keyring</source>
        <translation>datorns nyckelring</translation>
    </message>
    <message>
        <source>Kept in memory until you quit.</source>
        <translation>Behålls i minnet tills du avslutar.</translation>
    </message>
    <message>
        <source>No credential is stored; edit the webhook to enter one.</source>
        <translation>Inga inloggningsuppgifter är sparade; redigera webhooken för att ange dem.</translation>
    </message>
    <message>
        <source>Not readable in {keyring}: {why} Until then tests are not sent and requests count as unverifiable.</source>
        <translation>Inte läsbar i {keyring}: {why} Tills dess skickas inga test, och begäranden räknas som okontrollerbara.</translation>
    </message>
    <message>
        <source>This computer has no usable keyring, so a password or token cannot be stored safely. You can keep it in memory until you quit.</source>
        <translation>Datorn har ingen användbar nyckelring, så ett lösenord eller en token kan inte sparas säkert. Du kan behålla det i minnet tills du avslutar.</translation>
    </message>
    <message>
        <source>Tick “Keep until I quit”, or choose the authentication None: no keyring can be used.</source>
        <translation>Kryssa för ”Behåll tills jag avslutar”, eller välj autentiseringen Ingen: ingen nyckelring kan användas.</translation>
    </message>
    <message>
        <source>Write statuses as numbers separated by commas, and a change from one to another as 200 → 400.</source>
        <translation>Skriv statusar som nummer åtskilda av kommatecken, och en ändring från en till en annan som 200 → 400.</translation>
    </message>
</context>
<context>
    <name>wording.times</name>
    <message numerus="yes">
        <source>every {count} hours</source>
        <translation>
            <numerusform>varje timme</numerusform>
            <numerusform>med {count} timmars mellanrum</numerusform>
        </translation>
        <extra-one>every hour</extra-one>
    </message>
    <message numerus="yes">
        <source>every {count} minutes</source>
        <translation>
            <numerusform>varje minut</numerusform>
            <numerusform>med {count} minuters mellanrum</numerusform>
        </translation>
        <extra-one>every minute</extra-one>
    </message>
</context>
<context>
    <name>wording.watches</name>
    <message>
        <source>No requests</source>
        <translation>Inga begäranden</translation>
    </message>
    <message>
        <source>Reports when the listener runs and no request arrives for this long. Time in which the computer sleeps does not count, nor do your own tests.</source>
        <translation>Säger till när lyssnaren är igång och ingen begäran kommer på så här lång tid. Tid då datorn är i viloläge räknas inte, och inte heller dina egna tester.</translation>
    </message>
    <message>
        <source>No request has arrived for {limit} h.</source>
        <translation>Ingen begäran har kommit på {limit} h.</translation>
    </message>
    <message>
        <source>Requests arrive again.</source>
        <translation>Begäranden kommer igen.</translation>
    </message>
    <message>
        <source>Failures in a row</source>
        <translation>Misslyckanden i rad</translation>
    </message>
    <message>
        <source>Reports when this many requests in a row fail: those for one webhook, or those forwarded to one address.</source>
        <translation>Säger till när så här många begäranden i rad misslyckas: de till en webhook, eller de som vidarebefordras till en adress.</translation>
    </message>
    <message>
        <source>“{name}”: {value} requests in a row failed.</source>
        <translation>”{name}”: {value} begäranden i rad misslyckades.</translation>
    </message>
    <message>
        <source>“{name}”: a request succeeded again.</source>
        <translation>”{name}”: en begäran lyckades igen.</translation>
    </message>
    <message>
        <source>Reports when this many requests in a row arrive for one webhook with a wrong credential.</source>
        <translation>Säger till när så här många begäranden i rad kommer till en webhook med fel inloggning.</translation>
    </message>
    <message>
        <source>“{name}”: requests arrive with a wrong credential.</source>
        <translation>”{name}”: begäranden kommer med fel inloggning.</translation>
    </message>
    <message>
        <source>“{name}”: a request arrived with the right credential.</source>
        <translation>”{name}”: en begäran kom med rätt inloggning.</translation>
    </message>
    <message>
        <source>Disk nearly full</source>
        <translation>Disken nästan full</translation>
    </message>
    <message>
        <source>Reports when less than this is free on the disk with the data. The listener refuses requests that it cannot store.</source>
        <translation>Säger till när mindre än så här mycket är ledigt på disken med data. Lyssnaren avvisar begäranden som den inte kan spara.</translation>
    </message>
    <message>
        <source>The disk with the data is nearly full: {value} MB are free. Free some space, or limit the history.</source>
        <translation>Disken med data är nästan full: {value} MB är lediga. Frigör utrymme, eller begränsa historiken.</translation>
    </message>
    <message>
        <source>The disk with the data has enough free space again.</source>
        <translation>Disken med data har gott om ledigt utrymme igen.</translation>
    </message>
    <message>
        <source>Reports when no request comes through the tunnel for this long after it was started.</source>
        <translation>Säger till när inget kommer genom tunneln på så här lång tid efter att den har startats.</translation>
    </message>
    <message>
        <source>The tunnel has been dead for {value} min.</source>
        <translation>Tunneln har varit död i {value} min.</translation>
    </message>
    <message>
        <source>The tunnel works again.</source>
        <translation>Tunneln fungerar igen.</translation>
    </message>
</context>
</TS>
