package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/**
 * A small window over the main one: drawn content and two buttons. Does not wait for an answer. A person may change its size;
 * content that is higher than it scrolls. UI thread.
 */
public abstract class Sheet {
    private static final int MARGIN = 22;
    private static final int BUTTONS = 48;
    private static final int LINE = 22;
    /** What stays free of the screen below and above. */
    private static final int AIR = 24;
    /** Window managers shift a window by the size of its frame. */
    private static final int NEAR = 60;

    private final Display display;
    private final Shell shell;
    private final DrawnPart body;
    private final DrawnPart content;
    private final PageScroll page;
    /** The size that {@link #fit} chose last; another one is a person's. */
    private Point fitted;
    /** Where the window was put last. */
    private final Point place;

    private final PushButton yes;
    private final PushButton no;

    protected Sheet(Shell parent, String title, int width, int height) {
        display = parent.getDisplay();
        shell = new Shell(parent, SWT.TITLE | SWT.CLOSE | SWT.BORDER | SWT.RESIZE | SWT.PRIMARY_MODAL);
        shell.setText(title);
        body = new DrawnPart(shell, Role.CONTENT, (gc, look, area) -> {
            // The views behind it have the same background, and not every window manager draws an edge.
            gc.setForeground(look.color(Role.LINE));
            gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
        });
        content = new DrawnPart(body, Role.CONTENT, SWT.V_SCROLL, this::content);
        page = new PageScroll(content, LINE);
        content.addListener(SWT.MouseVerticalWheel, e -> page.scroll(-e.count * LINE));
        yes = new PushButton(body, Role.CONTENT);
        no = new PushButton(body, Role.CONTENT);
        yes.addListener(SWT.Selection, e -> yes());
        no.addListener(SWT.Selection, e -> shell.close());
        shell.addListener(SWT.Traverse, e -> {
            if (e.detail == SWT.TRAVERSE_ESCAPE) shell.close();
        });
        shell.setSize(shell.computeSize(width, height));
        shell.addListener(SWT.Resize, e -> arrange());
        Rectangle over = parent.getBounds();
        Point size = shell.getSize();
        fitted = size;
        place = new Point(over.x + (over.width - size.x) / 2, over.y + (over.height - size.y) / 3);
        shell.setLocation(place);
    }

    /** Called when the person agrees. */
    protected abstract void yes();

    /** Draws the content from the area's top, however high the area is. @return where it ends */
    protected abstract int paint(GC gc, Look look, Rectangle area);

    private void content(GC gc, Look look, Rectangle area) {
        int above = page.above();
        int end = paint(gc, look, new Rectangle(MARGIN, MARGIN - above, area.width - 2 * MARGIN, area.height - MARGIN));
        page.painted(end + above);
    }

    /** Makes the window as high as its content, within the screen; a size that a person chose stays. Draws it again. */
    protected void fit() {
        if (shell.isDisposed()) return;
        redraw();
        Point size = shell.getSize();
        if (!size.equals(fitted)) return;
        Rectangle client = shell.getClientArea();
        int end = measured(client.width);
        Rectangle screen = shell.getMonitor().getClientArea();
        int frame = size.y - client.height;
        int height = Math.min(end + MARGIN / 2 + BUTTONS + MARGIN + frame, screen.height - 2 * AIR);
        if (height == size.y) return;
        place.y = Math.max(screen.y + AIR, Math.min(place.y, screen.y + screen.height - AIR - height));
        if (moved()) shell.setSize(size.x, height);
        else shell.setBounds(place.x, place.y, size.x, height);
        fitted = shell.getSize();
    }

    /** Whether a person moved the window. Before the window manager has placed it, it is said to be in the screen's corner. */
    private boolean moved() {
        Point now = shell.getLocation();
        boolean unplaced = now.x < NEAR && now.y < NEAR;
        return !unplaced && (Math.abs(now.x - place.x) > NEAR || Math.abs(now.y - place.y) > NEAR);
    }

    /** How high the content is, without drawing it where it can be seen. */
    private int measured(int width) {
        Image nowhere = new Image(display, 1, 1);
        GC gc = new GC(nowhere);
        try {
            return paint(gc, Look.of(shell), new Rectangle(MARGIN, MARGIN, width - 2 * MARGIN, 0));
        } finally {
            gc.dispose();
            nowhere.dispose();
        }
    }

    public void open() {
        arrange();
        shell.open();
        no.setFocus();
    }

    public Shell shell() {
        return shell;
    }

    /** Presses the button that agrees. */
    public void press() {
        yes.notifyListeners(SWT.Selection, new org.eclipse.swt.widgets.Event());
    }

    protected void close() {
        if (!shell.isDisposed()) shell.close();
    }

    protected void redraw() {
        if (!shell.isDisposed()) content.redraw();
    }

    /** No first button where {@code yesText} is empty. */
    protected void buttons(String yesText, boolean enabled, Role role, String noText) {
        if (shell.isDisposed()) return;
        yes.setVisible(!yesText.isEmpty());
        yes.look(yesText, PushButton.Style.FILLED, role, false);
        yes.setEnabled(enabled);
        no.look(noText, PushButton.Style.OUTLINED, Role.TEXT, false);
        arrange();
    }

    /** Runs on the UI thread soon, unless the sheet is closed by then. Any thread. */
    protected void later(Runnable action) {
        if (display.isDisposed()) return;
        display.asyncExec(() -> {
            if (!shell.isDisposed()) action.run();
        });
    }

    private void arrange() {
        Rectangle area = shell.getClientArea();
        body.setBounds(area);
        content.setBounds(1, 1, Math.max(0, area.width - 2), Math.max(0, area.height - BUTTONS - MARGIN / 2 - 2));
        page.fit();
        int y = area.height - 32 - 18;
        int x = area.width - MARGIN;
        if (yes.getVisible()) {
            int width = yes.computeSize(SWT.DEFAULT, SWT.DEFAULT, true).x;
            x -= width;
            yes.setBounds(x, y, width, 32);
            x -= 10;
        }
        int width = no.computeSize(SWT.DEFAULT, SWT.DEFAULT, true).x;
        no.setBounds(x - width, y, width, 32);
    }
}
