package org.headroom.console.wallet;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;

/** Draws nodes that disagree and withdrawals that wait: a title, facts and advice for each. UI thread. */
final class PendingNotice {
    private static final int PADDING = 10;
    private static final int TITLE = 22;
    private static final int LINE = 18;

    /** 0 where nothing waits. */
    int height(Control on, List<PendingText> pending, String more, int width) {
        if (pending.isEmpty()) return 0;
        Look look = Look.of(on);
        GC gc = new GC(on);
        try {
            return lay(gc, look, pending, more, new Rectangle(0, 0, width, 0), false);
        } finally {
            gc.dispose();
        }
    }

    void draw(GC gc, Look look, List<PendingText> pending, String more, Rectangle in) {
        if (!pending.isEmpty()) lay(gc, look, pending, more, in, true);
    }

    private static int lay(GC gc, Look look, List<PendingText> pending, String more, Rectangle in, boolean draw) {
        int y = in.y + PADDING;
        for (PendingText p : pending) {
            gc.setFont(look.font(Look.Size.TEXT, true));
            gc.setForeground(look.color(p.warning() ? Role.WARNING : Role.TEXT));
            if (draw) Figures.draw(look, gc, (p.warning() ? "▲ " : "") + p.title(), in.x, y);
            y = lines(gc, look, p.facts(), in, y + TITLE, draw);
            if (!p.advice().isEmpty()) y = lines(gc, look, p.advice(), in, y, draw);
            y += PADDING;
        }
        return more.isEmpty() ? y - in.y : lines(gc, look, more, in, y, draw) + PADDING - in.y;
    }

    private static int lines(GC gc, Look look, String text, Rectangle in, int from, boolean draw) {
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        int y = from;
        for (String line : EmptyPicture.wrap(gc, look, text, in.width)) {
            if (draw) gc.drawText(line, in.x, y, SWT.DRAW_TRANSPARENT);
            y += LINE;
        }
        return y;
    }
}
