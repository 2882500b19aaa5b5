package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.ScrollBar;

/**
 * The vertical bar of a canvas that draws one page, which shows only while the page is higher than the canvas.
 * Heights and distances are in points. UI thread.
 */
public final class PageScroll {
    private final Canvas canvas;
    private final int step;
    private int height;

    /**
     * @param canvas made with {@link SWT#V_SCROLL}
     * @param step how far one press on the bar's arrows goes
     */
    public PageScroll(Canvas canvas, int step) {
        this.canvas = canvas;
        this.step = step;
        bar().setVisible(false);
        bar().addListener(SWT.Selection, e -> canvas.redraw());
    }

    /** How much of the page lies above the canvas. */
    public int above() {
        return bar().getVisible() ? bar().getSelection() : 0;
    }

    /** Goes down by so much, or up where it is negative; nowhere while the page fits. */
    public void scroll(int by) {
        if (!bar().getVisible()) return;
        bar().setSelection(bar().getSelection() + by);
        canvas.redraw();
    }

    /** A painting found the page so high; the bar follows after it. */
    public void painted(int page) {
        if (page == height) return;
        height = page;
        // Changing the bar while painting would ask for another painting in the middle of this one.
        canvas.getDisplay().asyncExec(this::fit);
    }

    /** The page is so high. */
    public void fit(int page) {
        height = page;
        fit();
    }

    /** The canvas has another size. */
    public void fit() {
        if (canvas.isDisposed()) return;
        int room = canvas.getClientArea().height;
        boolean wanted = height > room && room > 0;
        if (bar().getVisible() != wanted) bar().setVisible(wanted);
        if (wanted) bar().setValues(Math.min(bar().getSelection(), height - room), 0, height, room, step, room);
        else bar().setSelection(0);
        canvas.redraw();
    }

    private ScrollBar bar() {
        return canvas.getVerticalBar();
    }
}
