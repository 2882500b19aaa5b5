package org.headroom.ui.look;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.FontMetrics;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.ui.cell.Role;

/** The theme that a display wears now. One for each display; UI thread only. */
public final class Look {
    private static final String KEY = Look.class.getName();

    /** Sizes in pixels at 100 %, as in the design. */
    public enum Size {
        AXIS(11),
        SMALL(12),
        TEXT(13),
        LARGE(16),
        BIG(20),
        HUGE(22);

        private final int pixels;

        Size(int pixels) {
            this.pixels = pixels;
        }
    }

    private final Display display;
    private final String family;
    private final Map<Role, Color> colors = new EnumMap<>(Role.class);
    private final Map<String, Font> fonts = new HashMap<>();
    private final Map<String, Integer> widths = new HashMap<>();
    private final Listeners<Look> listeners;
    private boolean dark;

    private Look(Display display) {
        this.display = display;
        this.family = familyFor(display);
        this.listeners = new Listeners<>(e -> {
            throw new IllegalStateException("A listener failed.", e);
        });
        display.disposeExec(() -> fonts.values().forEach(Font::dispose));
    }

    public static Look of(Display display) {
        if (display.getData(KEY) instanceof Look look) return look;
        Look look = new Look(display);
        display.setData(KEY, look);
        return look;
    }

    public static Look of(Control control) {
        return of(control.getDisplay());
    }

    /** The system's font; where the desktop names none but the generic "Sans", Inter if it is there. */
    private static String familyFor(Display display) {
        String system = display.getSystemFont().getFontData()[0].getName();
        boolean generic = system.equalsIgnoreCase("sans") || system.equalsIgnoreCase("sans-serif");
        return generic && display.getFontList("Inter", true).length > 0 ? "Inter" : system;
    }

    public boolean dark() {
        return dark;
    }

    public void dark(boolean on) {
        if (dark == on) return;
        dark = on;
        colors.clear();
        listeners.tell(this);
    }

    /** Told on the UI thread after the theme has changed. */
    public Subscription onChange(Runnable listener) {
        return listeners.add(l -> listener.run());
    }

    /** Redraws a control whenever the theme changes, for as long as it lives. */
    public void follow(Control control) {
        Subscription s = onChange(() -> {
            if (!control.isDisposed()) control.redraw();
        });
        control.addDisposeListener(e -> s.close());
    }

    public int rgb(Role role) {
        return role.rgb(dark);
    }

    public Color color(Role role) {
        return colors.computeIfAbsent(role, r -> color(r.rgb(dark)));
    }

    private static Color color(int rgb) {
        return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    public String family() {
        return family;
    }

    public Font font(Size size, boolean strong) {
        return fonts.computeIfAbsent(size.name() + strong, k -> make(family, size, strong ? SWT.BOLD : SWT.NORMAL));
    }

    public Font mono() {
        return fonts.computeIfAbsent("mono", k -> make(monoFamily(), Size.SMALL, SWT.NORMAL));
    }

    private static String monoFamily() {
        return switch (SWT.getPlatform()) {
            case "win32" -> "Consolas";
            case "cocoa" -> "Menlo";
            default -> "Monospace";
        };
    }

    private Font make(String name, Size size, int style) {
        // SWT takes points and only whole ones in its API; the field that takes fractions is there on all three
        // systems.
        FontData data = new FontData(name, 10, style);
        data.height = size.pixels * 72f / (SWT.getPlatform().equals("cocoa") ? 72f : 96f);
        return new Font(display, data);
    }

    /** Width of a text in a font, remembered: measuring through GTK costs more than drawing. */
    public int width(GC gc, String text) {
        if (widths.size() > 4000) widths.clear();
        return widths.computeIfAbsent(
                gc.getFont().hashCode() + ":" + text, k -> gc.textExtent(text, SWT.DRAW_TRANSPARENT).x);
    }

    /** Where to draw text so that its capitals stand in the middle of a band. */
    public static int baselineTop(GC gc, int top, int height) {
        FontMetrics m = gc.getFontMetrics();
        return top + (height - m.getHeight()) / 2;
    }
}
