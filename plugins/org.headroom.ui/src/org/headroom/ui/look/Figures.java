package org.headroom.ui.look;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;

/** Draws text whose figures are all as wide as the widest, so that columns of numbers stand one under the other. */
public final class Figures {
    private Figures() {}

    public static int width(Look look, GC gc, String text) {
        int figure = figure(look, gc);
        if (figure == 0) return look.width(gc, text);
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int end = runEnd(text, i);
            width += Character.isDigit(text.charAt(i)) ? figure * (end - i) : look.width(gc, text.substring(i, end));
            i = end;
        }
        return width;
    }

    public static void draw(Look look, GC gc, String text, int x, int y) {
        int figure = figure(look, gc);
        if (figure == 0) {
            gc.drawText(text, x, y, SWT.DRAW_TRANSPARENT);
            return;
        }
        int at = x;
        for (int i = 0; i < text.length(); ) {
            int end = runEnd(text, i);
            if (Character.isDigit(text.charAt(i))) {
                for (int d = i; d < end; d++) {
                    String digit = text.substring(d, d + 1);
                    gc.drawText(digit, at + (figure - look.width(gc, digit) + 1) / 2, y, SWT.DRAW_TRANSPARENT);
                    at += figure;
                }
            } else {
                String run = text.substring(i, end);
                gc.drawText(run, at, y, SWT.DRAW_TRANSPARENT);
                at += look.width(gc, run);
            }
            i = end;
        }
    }

    private static int runEnd(String text, int from) {
        boolean digits = Character.isDigit(text.charAt(from));
        int end = from + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end)) == digits) end++;
        return end;
    }

    /** The widest figure, or 0 where the font's figures are all alike. */
    private static int figure(Look look, GC gc) {
        int widest = 0;
        int narrowest = Integer.MAX_VALUE;
        for (char c = '0'; c <= '9'; c++) {
            int w = look.width(gc, String.valueOf(c));
            widest = Math.max(widest, w);
            narrowest = Math.min(narrowest, w);
        }
        return widest == narrowest ? 0 : widest;
    }
}
