"""Papers that officials sign, made of a result: 整改清单, 审核表, 取证单, 工作底稿 and the review page of the budget system."""
