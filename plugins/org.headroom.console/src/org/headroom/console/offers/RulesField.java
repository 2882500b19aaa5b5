package org.headroom.console.offers;

/** What can be typed into the form of the rig's rules. */
public enum RulesField {
    PRICE("Price per GPU and hour", "USDC, such as 0.38"),
    WATTS("Watts assumed", "What a job of which nothing has been measured yet is taken to draw"),
    WEAR("Wear per GPU and hour", "USDC, such as 0.02"),
    MARGIN("Margin in %", "On top of electricity and wear together"),
    PERCENTILE("Percentile", "0 is the cheapest ask of the market, 50 the middle, 100 the dearest"),
    WINDOW("Of the last", "How far back asks count, such as 6 h"),
    OTHERWISE("Else, price", "USDC an hour, while too few asks have been seen"),
    PROGRAM("Program", "Gets the order as JSON on its standard input, prints the price within five seconds"),
    FLOOR("Floor per GPU and hour", "No bid is ever below, however its price was found; USDC"),
    CAP("Unpaid per renter, at most", "So much may one renter's leases ask of the rig unpaid at the same time; USDC"),
    LONGEST("Longest lease", "Such as 24 h or 30 d"),
    REGION("Region", "As offers tell it, such as DE or US-CA; empty to tell none"),
    NETWORKS("Networks for jobs", "none, outbound, inbound: those that jobs may have, with commas between"),
    TARIFF("Electricity, USDC per kWh", "Where no line of the times says otherwise"),
    ZONE("Time zone", "Whose clock the times are of, such as Europe/Berlin"),
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
