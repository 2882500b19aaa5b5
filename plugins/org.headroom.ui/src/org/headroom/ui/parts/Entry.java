package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.headroom.model.Subscription;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A field of one line in a box, as it stands in a bar. UI thread. */
public final class Entry extends Composite {
    private static final int HEIGHT = 26;
    private final Look look;
    private final Text text;
    private final int width;
    private String fault = "";

    /** @param hint what stands there while it is empty */
    public Entry(Composite parent, String name, String hint, int width) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.width = width;
        text = new Text(this, SWT.SINGLE);
        text.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        text.setFont(look.font(Look.Size.TEXT, false));
        text.setMessage(hint);
        look.follow(this);
        Subscription theme = look.onChange(this::dress);
        addDisposeListener(e -> theme.close());
        addListener(SWT.Resize, e -> {
            Rectangle area = getClientArea();
            // A toolkit may draw a frame of its own around what has the focus: just inside ours.
            text.setBounds(4, (area.height - HEIGHT) / 2 + 3, Math.max(10, area.width - 8), HEIGHT - 6);
        });
        addListener(SWT.Paint, e -> {
            Rectangle area = getClientArea();
            e.gc.setAntialias(SWT.ON);
            e.gc.setBackground(look.color(Role.CONTENT));
            e.gc.fillRectangle(area);
            Role line = !fault.isEmpty() ? Role.SICK : text.isFocusControl() ? Role.ACCENT : Role.LINE;
            e.gc.setForeground(look.color(line));
            e.gc.drawRoundRectangle(0, (area.height - HEIGHT) / 2, area.width - 1, HEIGHT - 1, 6, 6);
        });
        text.addListener(SWT.FocusIn, e -> redraw());
        text.addListener(SWT.FocusOut, e -> redraw());
        text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = name;
            }

            @Override
            public void getDescription(AccessibleEvent e) {
                e.result = fault;
            }
        });
        dress();
    }

    private void dress() {
        if (isDisposed()) return;
        text.setBackground(look.color(Role.CONTENT));
        text.setForeground(look.color(Role.TEXT));
    }

    public Text text() {
        return text;
    }

    /** What is wrong with what stands in it; empty for nothing. */
    public void fault(String newFault) {
        String words = VisibleText.line(newFault);
        if (words.equals(fault)) return;
        fault = words;
        setToolTipText(words.isEmpty() ? null : words);
        text.setToolTipText(words.isEmpty() ? null : words);
        redraw();
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        return new Point(wHint == SWT.DEFAULT ? width : wHint, hHint == SWT.DEFAULT ? HEIGHT + 2 : hHint);
    }
}
