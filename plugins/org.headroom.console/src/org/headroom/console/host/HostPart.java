package org.headroom.console.host;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ScrollBar;
import org.headroom.console.desk.DeskPart;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;

/** The machine around the GPUs, and what the monitor itself costs. */
public final class HostPart extends DeskPart {
    private Optional<HostScene> scene = Optional.empty();
    private Canvas canvas;
    private HostPicture picture;
    private int height;

    @Override
    protected Control content(Composite parent) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        Look look = Look.of(parent);
        picture = new HostPicture(look);
        look.follow(canvas);
        ScrollBar bar = canvas.getVerticalBar();
        bar.setVisible(false);
        bar.addListener(SWT.Selection, e -> canvas.redraw());
        canvas.addListener(SWT.Paint, e -> paint(e.gc, look));
        canvas.addListener(SWT.Resize, e -> arrange());
        canvas.addListener(SWT.MouseMove, e -> {
            String tip = picture.tip(e.x, e.y).filter(t -> !t.isBlank()).orElse(null);
            if (!Objects.equals(canvas.getToolTipText(), tip)) canvas.setToolTipText(tip);
        });
        canvas.addListener(SWT.KeyDown, e -> {
            int by = e.keyCode == SWT.ARROW_DOWN ? 24 : e.keyCode == SWT.ARROW_UP ? -24 : 0;
            if (by == 0 || !bar.getVisible()) return;
            bar.setSelection(bar.getSelection() + by);
            canvas.redraw();
        });
        canvas.addListener(SWT.Traverse, e -> e.doit = true);
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = "Host: " + scene.map(HostPart::spoken).orElse("");
            }
        });
        return canvas;
    }

    private static String spoken(HostScene scene) {
        List<String> figures = scene.figures().stream()
                .map(f -> f.label() + " " + f.value() + " " + f.unit())
                .toList();
        return scene.identity() + "; " + String.join(", ", figures);
    }

    private void paint(GC gc, Look look) {
        Rectangle area = canvas.getClientArea();
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(area);
        HostScene now = scene.orElse(new HostScene("", List.of(), List.of()));
        if (now.figures().isEmpty() && now.sections().isEmpty()) {
            EmptyPicture.draw(gc, look, HostPresenter.empty(), area);
            return;
        }
        ScrollBar bar = canvas.getVerticalBar();
        int drawn = picture.draw(gc, now, area.width, bar.getVisible() ? -bar.getSelection() : 0);
        if (drawn == height) return;
        height = drawn;
        // Changing the bar while painting would ask for another painting in the middle of this one.
        canvas.getDisplay().asyncExec(this::arrange);
    }

    private void arrange() {
        if (canvas.isDisposed()) return;
        ScrollBar bar = canvas.getVerticalBar();
        int room = canvas.getClientArea().height;
        boolean wanted = height > room && room > 0;
        if (bar.getVisible() != wanted) bar.setVisible(wanted);
        if (wanted) bar.setValues(Math.min(bar.getSelection(), height - room), 0, height, room, 24, room);
        else bar.setSelection(0);
        canvas.redraw();
    }

    @Override
    protected void refresh() {
        Optional<HostScene> now =
                Optional.of(HostPresenter.scene(services().host(), services().watch()));
        if (now.equals(scene)) return;
        scene = now;
        canvas.redraw();
    }

    @Override
    public void setFocus() {
        canvas.setFocus();
    }
}
