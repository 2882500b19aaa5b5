package org.headroom.console.leases;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;

/** Draws time and money of the chosen lease below the table. UI thread. */
final class LeaseDetail {
    static final int HEIGHT = 76;
    private static final int MARGIN = 14;
    private static final int GAP = 22;

    private final DrawnPart part;
    private Optional<LeaseText.Detail> shown = Optional.empty();

    LeaseDetail(Composite parent) {
        part = new DrawnPart(parent, Role.PANEL, this::paint);
        part.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = words();
            }
        });
    }

    DrawnPart control() {
        return part;
    }

    void show(Optional<LeaseText.Detail> detail) {
        if (detail.equals(shown)) return;
        shown = detail;
        String tip = detail.map(LeaseText.Detail::sentence).orElse("");
        part.setToolTipText(tip.isEmpty() ? null : tip);
        part.redraw();
    }

    /** What is drawn, in words. */
    String words() {
        return shown.map(d -> {
                    StringBuilder all = new StringBuilder(d.title());
                    d.figures()
                            .forEach(f -> all.append(", ")
                                    .append(f.label())
                                    .append(' ')
                                    .append(f.value()));
                    return all.append(". ").append(d.sentence()).toString();
                })
                .orElse("");
    }

    private void paint(GC gc, Look look, Rectangle area) {
        gc.setForeground(look.color(Role.LINE));
        gc.drawLine(0, 0, area.width, 0);
        if (shown.isEmpty()) return;
        LeaseText.Detail detail = shown.get();
        gc.setFont(look.font(Look.Size.TEXT, true));
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText(detail.title(), MARGIN, 27, SWT.DRAW_TRANSPARENT);
        int x = MARGIN + look.width(gc, detail.title()) + GAP;
        for (LeaseText.Figure figure : detail.figures()) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            int label = look.width(gc, figure.label());
            gc.setFont(look.font(Look.Size.TEXT, false));
            int width = Math.max(label, Figures.width(look, gc, figure.value()));
            if (x + width > area.width - 4) break;
            gc.setForeground(look.color(figure.role()));
            Figures.draw(look, gc, figure.value(), x, 27);
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(figure.label(), x, 9, SWT.DRAW_TRANSPARENT);
            x += width + GAP;
        }
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(detail.warning() ? Role.WARNING : Role.SECONDARY));
        gc.drawText(cut(gc, look, detail.sentence(), area.width - 2 * MARGIN), MARGIN, 51, SWT.DRAW_TRANSPARENT);
    }

    /** As much as fits; the whole is in the tooltip. */
    private static String cut(GC gc, Look look, String text, int width) {
        if (look.width(gc, text) <= width) return text;
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (gc.textExtent(text.substring(0, middle) + "…").x <= width) low = middle;
            else high = middle - 1;
        }
        return text.substring(0, low).strip() + "…";
    }
}
