package org.headroom.app;

import java.util.List;
import org.eclipse.e4.ui.model.application.ui.SideValue;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimBar;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimElement;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimmedWindow;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.model.application.ui.menu.MToolControl;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The window: menus, the drawn line above and the one below, and nothing else of the workbench's own. */
final class WindowAdvisor extends WorkbenchWindowAdvisor {
    WindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        super(configurer);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer window = getWindowConfigurer();
        window.setInitialSize(new Point(1440, 900));
        window.setShowCoolBar(false);
        window.setShowPerspectiveBar(false);
        window.setShowStatusLine(false);
        window.setShowProgressIndicator(false);
        window.setShowMenuBar(true);
        window.setTitle("Headroom");
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
        return new ActionBarAdvisor(configurer);
    }

    @Override
    public void postWindowCreate() {
        IWorkbenchWindow window = getWindowConfigurer().getWindow();
        EModelService models = window.getService(EModelService.class);
        if (window.getService(MWindow.class) instanceof MTrimmedWindow model) {
            put(models, model, SideValue.TOP, "org.headroom.app.header", Header.class);
            put(models, model, SideValue.BOTTOM, "org.headroom.app.bottomLine", BottomLine.class);
        }
    }

    private static void put(EModelService models, MTrimmedWindow window, SideValue side, String id, Class<?> what) {
        MTrimBar bar = models.getTrim(window, side);
        bar.setVisible(true);
        bar.setToBeRendered(true);
        // The workbench's own spacers and switchers: nothing of them is used here, and they would take their share.
        for (MTrimElement other : bar.getChildren()) if (!id.equals(other.getElementId())) other.setToBeRendered(false);
        List<MToolControl> there = models.findElements(bar, id, MToolControl.class, null);
        if (!there.isEmpty()) return;
        MToolControl control = models.createModelElement(MToolControl.class);
        control.setElementId(id);
        control.setContributionURI("bundleclass://org.headroom.app/" + what.getName());
        // TrimBarLayout gives what is tagged so the whole of the line.
        control.getTags().add("stretch");
        control.getTags().add(IPresentationEngine.NO_MOVE);
        bar.getChildren().add(0, control);
    }
}
