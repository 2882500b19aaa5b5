package org.headroom.ui.tabs;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabFolderRenderer;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** Draws a folder as a card: tabs 32 pixels high, the selected one white with a line of accent on top. UI thread. */
public final class FlatTabs extends CTabFolderRenderer {
    public static final int TAB_HEIGHT = 32;
    private static final int RADIUS = 6;
    private static final int PAD = 14;
    private final Look look;

    /** Called by the CSS engine by reflection. */
    public FlatTabs(CTabFolder folder) {
        super(folder);
        this.look = Look.of(folder);
        look.follow(folder);
        folder.addListener(SWT.Paint, e -> tidy());
    }

    /** What the workbench adds to a folder after its style: buttons to fold it away, and a toolbar in another colour. */
    private void tidy() {
        if (parent.getMinimizeVisible()) parent.setMinimizeVisible(false);
        if (parent.getMaximizeVisible()) parent.setMaximizeVisible(false);
        if (parent.getTopRight() instanceof Composite strip) tint(strip);
    }

    private void tint(Composite strip) {
        if (!look.color(Role.PANEL).equals(strip.getBackground())) strip.setBackground(look.color(Role.PANEL));
        for (Control child : strip.getChildren()) if (child instanceof Composite inner) tint(inner);
    }

    @Override
    protected Point computeSize(int part, int state, GC gc, int wHint, int hHint) {
        return switch (part) {
            // Nothing to close by accident: the tab's menu does that.
            case PART_CLOSE_BUTTON -> new Point(0, 0);
            case PART_HEADER -> new Point(wHint, TAB_HEIGHT);
            case PART_BODY, PART_BACKGROUND, PART_BORDER, PART_CHEVRON_BUTTON, PART_MIN_BUTTON, PART_MAX_BUTTON ->
                super.computeSize(part, state, gc, wHint, hHint);
            default -> tab(part, gc);
        };
    }

    private Point tab(int index, GC gc) {
        if (index < 0 || index >= parent.getItemCount()) return new Point(0, TAB_HEIGHT);
        gc.setFont(look.font(Look.Size.TEXT, true));
        return new Point(look.width(gc, parent.getItem(index).getText()) + 2 * PAD, TAB_HEIGHT);
    }

    @Override
    protected Rectangle computeTrim(int part, int state, int x, int y, int width, int height) {
        if (part == PART_BODY) {
            int top = parent.getTabHeight() + 1;
            return new Rectangle(x - 1, y - top - 1, width + 2, height + top + 2);
        }
        if (part == PART_BORDER || part == PART_HEADER) return new Rectangle(x - 1, y, width + 2, height);
        if (part >= 0) return new Rectangle(x, y, width, height);
        return super.computeTrim(part, state, x, y, width, height);
    }

    @Override
    protected void draw(int part, int state, Rectangle bounds, GC gc) {
        switch (part) {
            case PART_BACKGROUND, PART_BORDER, PART_CLOSE_BUTTON -> {}
            case PART_BODY -> card(gc);
            case PART_HEADER -> {}
            case PART_CHEVRON_BUTTON, PART_MIN_BUTTON, PART_MAX_BUTTON -> super.draw(part, state, bounds, gc);
            default -> {
                if (part >= 0 && part < parent.getItemCount()) item(parent.getItem(part), part, state, gc);
            }
        }
    }

    private void card(GC gc) {
        Point size = parent.getSize();
        int strip = parent.getTabHeight() + 1;
        gc.setAntialias(SWT.ON);
        gc.setBackground(look.color(Role.WINDOW));
        gc.fillRectangle(0, 0, size.x, size.y);
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRoundRectangle(0, 0, size.x, size.y, 2 * RADIUS, 2 * RADIUS);
        gc.setBackground(look.color(Role.PANEL));
        gc.fillRoundRectangle(0, 0, size.x, strip + RADIUS, 2 * RADIUS, 2 * RADIUS);
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(0, strip, size.x, RADIUS + 1);
        wrapped(gc, size.x, strip);
        gc.setForeground(look.color(Role.LINE));
        gc.drawLine(0, strip - 1, size.x, strip - 1);
        gc.drawRoundRectangle(0, 0, size.x - 1, size.y - 1, 2 * RADIUS, 2 * RADIUS);
    }

    /** Where the folder is too narrow, what stands right of the tabs gets a band of its own below them. */
    private void wrapped(GC gc, int width, int strip) {
        Control right = parent.getTopRight();
        if (right == null || !right.getVisible() || right.getBounds().y < strip - 1) return;
        Rectangle r = right.getBounds();
        gc.setBackground(look.color(Role.PANEL));
        gc.fillRectangle(1, strip, width - 2, r.y + r.height - strip);
    }

    private void item(CTabItem item, int index, int state, GC gc) {
        Rectangle r = item.getBounds();
        if (r.width == 0) return;
        boolean chosen = (state & SWT.SELECTED) != 0;
        gc.setAntialias(SWT.ON);
        int strip = parent.getTabHeight() + 1;
        if (chosen) {
            gc.setBackground(look.color(Role.CONTENT));
            gc.fillRectangle(r.x, 2, r.width, strip - 2);
            gc.setBackground(look.color(Role.ACCENT));
            gc.fillRoundRectangle(r.x, 0, r.width, 6, index == 0 ? 6 : 2, 4);
            gc.setBackground(look.color(Role.CONTENT));
            gc.fillRectangle(r.x, 2, r.width, 6);
            gc.setBackground(look.color(Role.LINE));
            gc.fillRectangle(r.x + r.width - 1, 2, 1, strip - 2);
            gc.fillRectangle(r.x, 2, 1, strip - 2);
        }
        gc.setFont(look.font(Look.Size.TEXT, chosen));
        boolean hot = (state & SWT.HOT) != 0;
        gc.setForeground(look.color(chosen || hot ? Role.TEXT : Role.SECONDARY));
        String text = item.getText();
        int x = r.x + (r.width - look.width(gc, text)) / 2;
        gc.drawText(text, x, Look.baselineTop(gc, 1, strip - 1), SWT.DRAW_TRANSPARENT);
    }
}
