package org.headroom.console.decisions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.LineAttributes;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.headroom.console.desk.OrderWords;
import org.headroom.console.desk.OrderWords.Asked;
import org.headroom.model.rig.Decision;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.PageScroll;

/** One decision: every gate with its reason, and what was asked. Scrolls. UI thread. */
final class GateSheet extends Canvas {
    private static final int MARGIN = 14;
    private static final int LINE = 18;
    private static final int GAP = 4;
    private static final int NAME = 96;
    /** From this width on the gates stand beside what was asked. */
    private static final int WIDE = 700;

    private final Look look;
    private final boolean supposed;
    private final PageScroll page;
    private Optional<Decision> decision = Optional.empty();

    /** @param supposed whether what it shows is a dry run's */
    GateSheet(Composite parent, boolean supposed) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        this.supposed = supposed;
        look = Look.of(parent);
        look.follow(this);
        page = new PageScroll(this, LINE);
        addListener(SWT.Resize, e -> fit());
        addListener(SWT.Paint, e -> {
            e.gc.setAdvanced(true);
            e.gc.setAntialias(SWT.ON);
            e.gc.setTextAntialias(SWT.ON);
            e.gc.setBackground(look.color(Role.CONTENT));
            e.gc.fillRectangle(getClientArea());
            paint(e.gc, true);
        });
        addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ARROW_DOWN) page.scroll(LINE);
            if (e.keyCode == SWT.ARROW_UP) page.scroll(-LINE);
            if (e.keyCode == SWT.PAGE_DOWN) page.scroll(getClientArea().height);
            if (e.keyCode == SWT.PAGE_UP) page.scroll(-getClientArea().height);
        });
        addListener(SWT.Traverse, e -> e.doit = true);
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = words();
            }
        });
    }

    void show(Optional<Decision> shown) {
        if (shown.equals(decision)) return;
        decision = shown;
        page.scroll(-page.above());
        fit();
    }

    /** All of it, for those who do not see it, and for tests. */
    String words() {
        return decision.map(d -> DecisionsPresenter.headline(d, supposed) + ". "
                        + d.gates().stream()
                                .map(g -> g.name() + (g.passed() ? " met: " : " not met: ") + g.reason())
                                .collect(java.util.stream.Collectors.joining(". ")))
                .orElse("");
    }

    private void fit() {
        GC gc = new GC(this);
        int needed = paint(gc, false);
        gc.dispose();
        page.fit(needed);
    }

    /** @return how high it all is */
    private int paint(GC gc, boolean draw) {
        if (decision.isEmpty()) return 0;
        Decision d = decision.get();
        Rectangle area = getClientArea();
        int top = 12 - (draw ? page.above() : 0);
        int start = top;
        int width = area.width - 2 * MARGIN;
        gc.setFont(look.font(Look.Size.TEXT, true));
        top = text(gc, DecisionsPresenter.headline(d, supposed), Role.TEXT, MARGIN, top, width, draw);
        gc.setFont(look.font(Look.Size.SMALL, false));
        top = text(gc, DecisionsPresenter.priceLine(d, supposed), Role.SECONDARY, MARGIN, top + 2, width, draw) + 10;
        boolean wide = area.width >= WIDE;
        int column = wide ? (width - 24) / 2 : width;
        int left = gates(gc, d, MARGIN, top, column, draw);
        int asked = asked(gc, d, wide ? MARGIN + column + 24 : MARGIN, wide ? top : left + 12, column, draw);
        if (draw && isFocusControl()) {
            gc.setBackground(look.color(Role.ACCENT));
            gc.fillRectangle(0, 0, 2, area.height);
        }
        return Math.max(left, asked) - start + 12 + 10;
    }

    private int gates(GC gc, Decision d, int x, int from, int width, boolean draw) {
        int y = from;
        for (Decision.Gate gate : d.gates()) {
            Role role = gate.passed() ? Role.HEALTHY : Role.SICK;
            if (draw) mark(gc, gate.passed(), x, y + 4, role);
            gc.setFont(look.font(Look.Size.TEXT, !gate.passed()));
            if (draw) {
                gc.setForeground(look.color(Role.TEXT));
                gc.drawText(cut(gc, gate.name(), NAME - 8), x + 18, y, SWT.DRAW_TRANSPARENT);
            }
            gc.setFont(look.font(Look.Size.TEXT, false));
            y = text(
                            gc,
                            gate.reason(),
                            gate.passed() ? Role.SECONDARY : Role.TEXT,
                            x + 18 + NAME,
                            y,
                            width - 18 - NAME,
                            draw)
                    + GAP;
        }
        return y;
    }

    private int asked(GC gc, Decision d, int x, int from, int width, boolean draw) {
        int y = from;
        List<Asked> all = OrderWords.all(d.order(), ZoneId.systemDefault(), Instant.now());
        for (Asked asked : all) {
            gc.setFont(look.font(Look.Size.TEXT, false));
            if (draw) {
                gc.setForeground(look.color(Role.SECONDARY));
                gc.drawText(cut(gc, asked.what(), NAME + 8), x, y, SWT.DRAW_TRANSPARENT);
            }
            y = text(gc, asked.words(), Role.TEXT, x + NAME + 16, y, width - NAME - 16, draw) + GAP;
        }
        return y;
    }

    private int text(GC gc, String words, Role role, int x, int top, int width, boolean draw) {
        int y = top;
        gc.setForeground(look.color(role));
        for (String line : EmptyPicture.wrap(gc, look, words, Math.max(60, width))) {
            if (draw) gc.drawText(cut(gc, line, Math.max(60, width)), x, y, SWT.DRAW_TRANSPARENT);
            y += LINE;
        }
        return y;
    }

    private void mark(GC gc, boolean passed, int x, int y, Role role) {
        gc.setForeground(look.color(role));
        gc.setLineAttributes(new LineAttributes(1.5f, SWT.CAP_ROUND, SWT.JOIN_ROUND));
        if (passed) gc.drawPolyline(new int[] {x, y + 5, x + 3, y + 8, x + 9, y + 1});
        else {
            gc.drawLine(x + 1, y + 1, x + 8, y + 8);
            gc.drawLine(x + 8, y + 1, x + 1, y + 8);
        }
        gc.setLineWidth(1);
    }

    private String cut(GC gc, String text, int room) {
        if (look.width(gc, text) <= room) return text;
        int end = text.length();
        while (end > 0 && look.width(gc, text.substring(0, end) + "…") > room) end--;
        return text.substring(0, end).stripTrailing() + "…";
    }
}
