package org.headroom.console.offers;

/** What can be typed into the form of the rig's rules. */
public enum RulesField {
    PRICE("Price, USDC per GPU and hour", "Such as 0.380"),
    WATTS("Power assumed, W", "Of a job whose power has not been measured yet"),
    WEAR("Wear, USDC per GPU and hour", "Such as 0.020"),
    MARGIN("Margin in %", "On top of electricity and wear together"),
    PERCENTILE("Percentile", "0 is the cheapest ask of the market, 50 the middle, 100 the dearest"),
    WINDOW("Of the last", "How far back asks count, such as 6 h"),
    OTHERWISE("Else, USDC per GPU and hour", "The price while too few asks are known"),
    PROGRAM("Program", "Receives the order as JSON on its standard input, prints the price within five seconds"),
    FLOOR("Floor, USDC per GPU and hour", "No bid price is below it, whatever the price is computed from"),
    CAP("Max. unpaid per renter, USDC", "What all leases of one renter may run up unpaid at the same time"),
    LONGEST("Longest lease", "Such as 24 h or 30 d"),
    REGION("Region", "As published in offers, such as DE or US-CA; empty to publish none"),
    NETWORKS("Networks for jobs", "none, outbound, inbound: those that jobs may have, separated by commas"),
    TARIFF("Electricity, USDC per kWh", "Where no other price applies at the time"),
    ZONE("Time zone", "Of the times below, such as Europe/Berlin"),
    BANDS("Other prices at times", "A line each: Mon-Fri 22:00-06:00 0.22. The first that fits counts");

    private final String label;
    private final String tip;

    RulesField(String label, String tip) {
        this.label = label;
        this.tip = tip;
    }

    public String label() {
        return label;
    }

    public String tip() {
        return tip;
    }
}
