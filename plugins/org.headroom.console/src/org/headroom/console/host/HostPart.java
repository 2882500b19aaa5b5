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
import org.headroom.console.desk.DeskPart;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.PageScroll;

/** The machine around the GPUs, and what the monitor itself costs. */
public final class HostPart extends DeskPart {
    private static final int STEP = 24;

    private Optional<HostScene> scene = Optional.empty();
    private Canvas canvas;
    private HostPicture picture;
    private PageScroll page;

    @Override
    protected Control content(Composite parent) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        Look look = Look.of(parent);
        picture = new HostPicture(look);
        look.follow(canvas);
        page = new PageScroll(canvas, STEP);
        canvas.addListener(SWT.Paint, e -> paint(e.gc, look));
        canvas.addListener(SWT.Resize, e -> page.fit());
        canvas.addListener(SWT.MouseMove, e -> {
            String tip = picture.tip(e.x, e.y).filter(t -> !t.isBlank()).orElse(null);
            if (!Objects.equals(canvas.getToolTipText(), tip)) canvas.setToolTipText(tip);
        });
        canvas.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ARROW_DOWN) page.scroll(STEP);
            if (e.keyCode == SWT.ARROW_UP) page.scroll(-STEP);
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
        page.painted(picture.draw(gc, now, area.width, -page.above()));
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
