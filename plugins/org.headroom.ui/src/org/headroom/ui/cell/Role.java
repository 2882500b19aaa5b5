package org.headroom.ui.cell;

/** What a colour is for; each has a value in the light and one in the dark theme, as 0xRRGGBB. */
public enum Role {
    CONTENT(0xFFFFFF, 0x1E2126),
    PANEL(0xF5F6F8, 0x25292F),
    WINDOW(0xECEEF2, 0x2B3037),
    TEXT(0x1B1F24, 0xE6E9ED),
    SECONDARY(0x5B6470, 0x9AA4B0),
    LINE(0xD9DEE5, 0x3A4048),
    GRID(0xE7EAEF, 0x31363D),
    SELECTION(0xE3ECFD, 0x2B3C5A),
    HOVER(0xF5F8FD, 0x242932),
    ACCENT(0x2F6FEB, 0x78A8FF),
    HEALTHY(0x1A7F4E, 0x4CC38A),
    WARNING(0x9A6700, 0xE5B454),
    SICK(0xC0312A, 0xF2756A),
    MONEY(0x0B6E78, 0x4CC2CC),
    SIMULATED(0x6A48E0, 0xB3A1FF),
    BAR(0xC9D6EE, 0x3B5078),
    BAR_HEALTHY(0xA9D8C0, 0x2F6B4F),
    BAR_WARNING(0xEFD59A, 0x6F5A24),
    BAR_SICK(0xF3C3BF, 0x74332E),
    TRACK(0xF1F3F6, 0x1A1D21),
    /** Text on a button that is filled with {@link #HEALTHY}, {@link #WARNING} or {@link #ACCENT}. */
    ON_FILLED(0xFFFFFF, 0x12171B);

    private final int light;
    private final int dark;

    Role(int light, int dark) {
        this.light = light;
        this.dark = dark;
    }

    public int rgb(boolean inDark) {
        return inDark ? dark : light;
    }
}
