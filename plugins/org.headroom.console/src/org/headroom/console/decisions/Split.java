package org.headroom.console.decisions;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.table.DrawnTable;

/** A bar on top, a table, and what is chosen in it: beside it where there is room, else below. UI thread. */
final class Split {
    private static final int WIDE = 1000;
    private static final int LEAST = 84;

    private final DrawnPart body;
    private Optional<Parts> parts = Optional.empty();
    private boolean detail;

    private record Parts(Control bar, Control table, Control detail) {}

    Split(Composite parent) {
        body = new DrawnPart(parent, Role.CONTENT, (gc, look, area) -> parts.ifPresent(p -> line(gc, look, p)));
        body.addListener(SWT.Resize, e -> arrange());
    }

    Composite control() {
        return body;
    }

    void of(Control bar, Control table, Control chosen) {
        parts = Optional.of(new Parts(bar, table, chosen));
        chosen.setVisible(false);
    }

    void detail(boolean shown) {
        if (shown == detail) return;
        detail = shown;
        arrange();
    }

    void arrange() {
        if (parts.isEmpty()) return;
        Parts p = parts.get();
        Rectangle area = body.getClientArea();
        int top = p.bar().computeSize(area.width, SWT.DEFAULT).y;
        p.bar().setBounds(0, 0, area.width, top);
        int height = Math.max(0, area.height - top);
        boolean wide = area.width >= WIDE;
        // The table keeps three rows; a detail that is lower than a few lines says nothing.
        int low = Math.min(height * 45 / 100, height - DrawnTable.HEADER - 3 * DrawnTable.ROW);
        boolean shown = detail && (wide || low >= LEAST);
        p.detail().setVisible(shown);
        int aside = shown && wide ? Math.clamp(area.width * 2 / 5, 380, 560) : 0;
        int below = shown && !wide ? low : 0;
        p.table().setBounds(0, top, area.width - aside, height - below);
        if (wide) p.detail().setBounds(area.width - aside + 1, top, Math.max(0, aside - 1), height);
        else p.detail().setBounds(0, top + height - below + 1, area.width, Math.max(0, below - 1));
        body.redraw();
    }

    private void line(org.eclipse.swt.graphics.GC gc, Look look, Parts p) {
        if (!p.detail().getVisible()) return;
        Rectangle r = p.detail().getBounds();
        gc.setBackground(look.color(Role.LINE));
        if (r.x > 0) gc.fillRectangle(r.x - 1, r.y, 1, r.height);
        else gc.fillRectangle(0, r.y - 1, r.width, 1);
    }
}
