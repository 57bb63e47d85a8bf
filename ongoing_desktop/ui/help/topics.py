"""Where F1 leads: the guide for each page, dialog and part of them, by object name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PAGES: Final = {
    "webhooks": "first-round-trip",
    "inbox": "real-payload",
    "history": "filters",
    "scenarios": "retries-duplicates-order#an-orders-whole-life",
}
"""The guide of each page of the main window, for parts that have none of their own."""

TOPICS: Final = {
    # parts of pages
    "payloadEditor": "test-my-receiver#choose-the-payload",
    "testTarget": "test-my-receiver#send-one-event",
    "resultTabs": "why-refused#your-receiver-refused-the-test",
    "retriesPanel": "retries-duplicates-order#play-the-retry-policy",
    "inboxFilter": "filters",
    "historyFilter": "filters",
    "deliveriesFilter": "filters",
    "inboxDetail": "why-refused#read-the-verdict",
    "historyDetail": "why-refused#read-the-verdict",
    "deliveriesDetail": "why-refused#read-the-verdict",
    # webhooks
    "webhookEditor": "first-round-trip#make-it-your-own",
    "addressCheck": "why-refused#your-receiver-refused-the-test",
    "snippetDialog": "test-my-receiver#if-there-is-no-receiver-yet",
    "typeExportDialog": "test-my-receiver#if-there-is-no-receiver-yet",
    "importPreview": "hand-over#give-the-settings-to-a-colleague",
    "missingCredentials": "hand-over#send-the-password-separately",
    "exportDialog": "hand-over#give-the-settings-to-a-colleague",
    "goLiveDialog": "hand-over#the-go-live-checklist",
    "sheetDialog": "hand-over#make-the-sheet",
    "revisionsWindow": "what-it-does#set-up",
    # sending
    "sendOptions": "test-my-receiver#send-one-event",
    "nameDialog": "test-my-receiver#choose-the-payload",
    "capturePicker": "test-my-receiver#choose-the-payload",
    "realObjectDialog": "connect-to-ongoing#start-a-payload-from-a-real-object",
    "seriesDialog": "retries-duplicates-order#the-same-event-twice",
    "requestDialog": "what-it-does#send",
    "replayDialog": "retries-duplicates-order#send-again",
    "dayDialog": "test-my-receiver#a-morning-burst",
    "schedulesDialog": "test-my-receiver#run-tests-by-themselves",
    "scheduleDialog": "test-my-receiver#run-tests-by-themselves",
    "proveDialog": "test-my-receiver#prove-it",
    "stepDialog": "retries-duplicates-order#an-orders-whole-life",
    "scenarioDialog": "retries-duplicates-order#an-orders-whole-life",
    # receiving
    "contactDialog": "real-payload#open-a-tunnel",
    "listenerSettings": "real-payload#pass-requests-on",
    "rulesDialog": "retries-duplicates-order#play-the-retry-policy",
    "answerDialog": "retries-duplicates-order#play-the-retry-policy",
    "simulatorDialog": "api-simulator#switch-it-on",
    "simulatorCredentialDialog": "api-simulator#credential-and-faults",
    # exchanges
    "checkDialog": "real-payload#without-a-tunnel",
    "shapesWindow": "what-it-does#look-back",
    "numbersWindow": "what-it-does#look-back",
    "timelineWindow": "what-it-does#look-back",
    "compareWindow": "what-it-does#look-back",
    "filtersDialog": "filters",
    "noteDialog": "filters#keys",
    "memberColumnDialog": "what-it-does#look-back",
    "exportHistoryDialog": "api-simulator#personal-data-in-exports",
    "replacedDialog": "api-simulator#personal-data-in-exports",
    "harPreview": "real-payload#without-a-tunnel",
    "retentionDialog": "where-things-are-kept#files",
    # systems and Ongoing's API
    "systemsDialog": "first-round-trip#make-it-your-own",
    "addSystemDialog": "first-round-trip#make-it-your-own",
    "addGoodsOwnerDialog": "first-round-trip#make-it-your-own",
    "compareDialog": "hand-over#from-test-to-production",
    "connectionDialog": "connect-to-ongoing#set-up-the-connection",
    "ongoingImport": "connect-to-ongoing#import-into-a-system",
    "lookUpWindow": "connect-to-ongoing#look-up-an-exchange",
    "missedWindow": "connect-to-ongoing#what-did-i-miss",
    # credentials
    "rotationDialog": "why-refused#wrong-credential",
    "credentialNamesDialog": "where-things-are-kept#what-is-never-stored",
    "leftoversDialog": "where-things-are-kept#back-up-move-remove",
    # the program
    "settingsWindow": "what-it-does#the-window-itself",
    "supportDialog": "server-and-ci#when-a-build-has-failed",
    "bugWindow": "where-things-are-kept#files",
    "aboutDialog": "where-things-are-kept",
    "keysDialog": "what-it-does#the-window-itself",
}
"""The guide of each dialog, and of parts of the pages that have one of their own."""


def topic_of(widget: QWidget | None, page: str) -> str:
    """The guide for the focused widget, else for what surrounds it, else for the page."""
    while widget is not None:
        if (name := widget.objectName()) in TOPICS:
            return TOPICS[name]
        widget = widget.parentWidget()
    return PAGES[page]
