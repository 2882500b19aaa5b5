package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A flat button, filled or outlined. Fires {@link SWT#Selection}. UI thread. */
public final class PushButton extends Canvas {
    /** How much attention it asks for. */
    public enum Style {
        FILLED,
        OUTLINED,
        QUIET
    }

    private static final int HEIGHT = 32;
    private final Look look;
    private final Role behind;
    private String text = "";
    private Style style = Style.OUTLINED;
    private Role role = Role.TEXT;
    private boolean dot;
    private boolean over;
    private boolean down;

    /** @param behind the colour it stands on */
    public PushButton(Composite parent, Role behind) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.behind = behind;
        look.follow(this);
        addListener(SWT.Paint, this::paint);
        addListener(SWT.MouseEnter, e -> state(true, down));
        addListener(SWT.MouseExit, e -> state(false, false));
        addListener(SWT.MouseDown, e -> {
            if (e.button == 1) state(over, true);
        });
        addListener(SWT.MouseUp, e -> {
            boolean fire = down && getClientArea().contains(e.x, e.y);
            state(over, false);
            if (fire) fire();
        });
        addListener(SWT.KeyDown, e -> {
            if (e.character == ' ' || e.character == SWT.CR) fire();
        });
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        addListener(SWT.Traverse, e -> e.doit = e.detail != SWT.TRAVERSE_RETURN);
        describe();
    }

    public void look(String newText, Style newStyle, Role newRole, boolean withDot) {
        boolean relayout = !newText.equals(text) || withDot != dot;
        text = newText;
        style = newStyle;
        role = newRole;
        dot = withDot;
        if (relayout && getParent().getLayout() != null)
            getParent().layout(new org.eclipse.swt.widgets.Control[] {this});
        redraw();
    }

    public String text() {
        return text;
    }

    private void fire() {
        if (isEnabled()) notifyListeners(SWT.Selection, new Event());
    }

    private void state(boolean nowOver, boolean nowDown) {
        over = nowOver;
        down = nowDown;
        redraw();
    }

    @Override
    public void setEnabled(boolean enabled) {
        super.setEnabled(enabled);
        redraw();
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        GC gc = new GC(this);
        gc.setFont(look.font(Look.Size.TEXT, true));
        int width = look.width(gc, text) + 28 + (dot ? 16 : 0);
        gc.dispose();
        return new Point(wHint == SWT.DEFAULT ? width : wHint, hHint == SWT.DEFAULT ? HEIGHT : hHint);
    }

    private void paint(Event e) {
        GC gc = e.gc;
        gc.setAntialias(SWT.ON);
        Rectangle r = getClientArea();
        gc.setBackground(look.color(behind));
        gc.fillRectangle(r);
        int h = Math.min(HEIGHT, r.height);
        int y = (r.height - h) / 2;
        boolean filled = style == Style.FILLED && isEnabled();
        if (filled) {
            gc.setBackground(look.color(role));
            gc.setAlpha(down ? 200 : over ? 230 : 255);
            gc.fillRoundRectangle(0, y, r.width, h, 12, 12);
            gc.setAlpha(255);
        } else if (style != Style.QUIET) {
            gc.setBackground(look.color(down ? Role.SELECTION : over ? Role.HOVER : Role.CONTENT));
            gc.fillRoundRectangle(0, y, r.width, h, 12, 12);
            gc.setForeground(look.color(role == Role.TEXT || !isEnabled() ? Role.LINE : role));
            gc.drawRoundRectangle(0, y, r.width - 1, h - 1, 12, 12);
        }
        if (isFocusControl() && style != Style.QUIET) {
            gc.setForeground(look.color(filled ? Role.ON_FILLED : Role.ACCENT));
            gc.setAlpha(140);
            gc.drawRoundRectangle(2, y + 2, r.width - 5, h - 5, 8, 8);
            gc.setAlpha(255);
        }
        gc.setFont(look.font(Look.Size.TEXT, style != Style.QUIET));
        Role ink = filled ? Role.ON_FILLED : isEnabled() ? role : Role.SECONDARY;
        gc.setForeground(look.color(ink));
        gc.setBackground(look.color(ink));
        int width = look.width(gc, text) + (dot ? 16 : 0);
        int x = (r.width - width) / 2;
        if (dot) {
            gc.fillOval(x, y + h / 2 - 5, 10, 10);
            x += 16;
        }
        gc.drawText(text, x, Look.baselineTop(gc, y, h), SWT.DRAW_TRANSPARENT);
    }

    private void describe() {
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = text;
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
