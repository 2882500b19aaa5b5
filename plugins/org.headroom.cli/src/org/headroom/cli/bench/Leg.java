package org.headroom.cli.bench;

/** One leg of a lease, from one event to the next. */
enum Leg {
    ORDER_TO_BID("orderToBid", "order to bid", "MQTT publish to own subscription + signature"),
    BID_TO_STREAM("bidToStream", "bid to stream seen", "one transaction, waited for"),
    STREAM_TO_RUNNING("streamToRunning", "stream seen to running", "engine: create, start, inspect"),
    EXIT_TO_RECEIPT("exitToReceipt", "exit to receipt", "fsynced ledger write + signature"),
    RECEIPT_TO_PAID("receiptToPaid", "receipt to paid", "one transaction, waited for");

    private final String key;
    private final String words;
    private final String floor;

    Leg(String key, String words, String floor) {
        this.key = key;
        this.words = words;
        this.floor = floor;
    }

    /** Its name in JSON. */
    String key() {
        return key;
    }

    String words() {
        return words;
    }

    /** What its floor is: the least that the parts it rests on allow. */
    String floor() {
        return floor;
    }
}
