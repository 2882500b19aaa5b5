package org.headroom.ui.table;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A small icon with a word that can be pressed. Fires {@link SWT#Selection}. UI thread. */
final class StripWord extends Canvas {
    /** Drawn, because not every system's font has them. */
    enum Icon {
        GLASS,
        GEAR
    }

    private final Look look;
    private final Icon icon;
    private final String text;
    private boolean over;

    StripWord(Composite parent, Icon icon, String text, String tip) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.icon = icon;
        this.text = text;
        setToolTipText(tip);
        look.follow(this);
        addListener(SWT.Paint, e -> paint(e.gc));
        addListener(SWT.MouseEnter, e -> over(true));
        addListener(SWT.MouseExit, e -> over(false));
        addListener(SWT.MouseUp, e -> {
            if (e.button == 1 && getClientArea().contains(e.x, e.y)) notifyListeners(SWT.Selection, new Event());
        });
        addListener(SWT.KeyDown, e -> {
            if (e.character == ' ' || e.character == SWT.CR) notifyListeners(SWT.Selection, new Event());
        });
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        addListener(SWT.Traverse, e -> e.doit = e.detail != SWT.TRAVERSE_RETURN);
        describe(tip);
    }

    int natural() {
        GC gc = new GC(this);
        gc.setFont(look.font(Look.Size.SMALL, false));
        int width = look.width(gc, text) + 28;
        gc.dispose();
        return width;
    }

    private void over(boolean now) {
        over = now;
        redraw();
    }

    private void paint(GC gc) {
        gc.setAntialias(SWT.ON);
        gc.setBackground(look.color(Role.PANEL));
        gc.fillRectangle(getClientArea());
        Role ink = over || isFocusControl() ? Role.TEXT : Role.SECONDARY;
        gc.setForeground(look.color(ink));
        int middle = getClientArea().height / 2;
        if (icon == Icon.GLASS) glass(gc, 6, middle);
        else gear(gc, 6, middle);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.drawText(text, 22, Look.baselineTop(gc, 0, getClientArea().height), SWT.DRAW_TRANSPARENT);
        if (isFocusControl()) {
            gc.setBackground(look.color(Role.ACCENT));
            gc.fillRectangle(22, getClientArea().height - 3, look.width(gc, text), 1);
        }
    }

    private static void glass(GC gc, int x, int middle) {
        gc.drawOval(x, middle - 6, 7, 7);
        gc.drawLine(x + 7, middle + 2, x + 11, middle + 6);
    }

    private static void gear(GC gc, int x, int middle) {
        gc.drawOval(x + 2, middle - 4, 8, 8);
        gc.drawOval(x + 5, middle - 1, 2, 2);
        for (int i = 0; i < 8; i++) {
            double turn = Math.PI * i / 4;
            double dx = Math.cos(turn);
            double dy = Math.sin(turn);
            gc.drawLine(
                    (int) Math.round(x + 6 + 4 * dx),
                    (int) Math.round(middle + 4 * dy),
                    (int) Math.round(x + 6 + 6 * dx),
                    (int) Math.round(middle + 6 * dy));
        }
    }

    private void describe(String tip) {
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = text;
            }

            @Override
            public void getHelp(AccessibleEvent e) {
                e.result = tip;
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent e) {
                e.detail = ACC.ROLE_PUSHBUTTON;
            }
        });
    }
}
