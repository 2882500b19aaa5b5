package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A small window over the main one: drawn content and two buttons. Does not wait for an answer. UI thread. */
public abstract class Sheet {
    private static final int MARGIN = 22;
    private final Display display;
    private final Shell shell;
    private final DrawnPart body;
    private final PushButton yes;
    private final PushButton no;

    protected Sheet(Shell parent, String title, int width, int height) {
        display = parent.getDisplay();
        shell = new Shell(parent, SWT.TITLE | SWT.CLOSE | SWT.BORDER | SWT.PRIMARY_MODAL);
        shell.setText(title);
        body = new DrawnPart(shell, Role.CONTENT, (gc, look, area) -> {
            paint(gc, look, new Rectangle(MARGIN, MARGIN, area.width - 2 * MARGIN, area.height - 2 * MARGIN - 48));
            // The views behind it have the same background, and not every window manager draws an edge.
            gc.setForeground(look.color(Role.LINE));
            gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
        });
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
        shell.setLocation(over.x + (over.width - size.x) / 2, over.y + (over.height - size.y) / 3);
    }

    /** Called when the person agrees. */
    protected abstract void yes();

    protected abstract void paint(GC gc, Look look, Rectangle area);

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
        if (!shell.isDisposed()) body.redraw();
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
